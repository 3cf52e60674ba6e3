package dev.agentpairing.commandside;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** This side as a program of its own; with Axon Server, any number of them. */
@SpringBootApplication(scanBasePackageClasses = {})
public class CommandSideApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(CommandSideApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=command-side,application")
                .run(args);
    }
}
