package dev.agentpairing.commandside;

import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** This side as a program of its own, any number of them; it has no database. */
@SpringBootApplication(
        scanBasePackageClasses = {},
        excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
public class CommandSideApplication {

    public static void main(String[] args) {
        var application = new SpringApplicationBuilder(CommandSideApplication.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("spring.config.name", "command-side,application", "spring.main.keep-alive", "true"));
        application.application().addListeners(new BusNeeded());
        application.run(args);
    }

    /** In a database, commands come from the gateway of the same process. */
    private static final class BusNeeded implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            if (!event.getEnvironment().getProperty("axon.axonserver.enabled", Boolean.class, false)) {
                System.err.println("Cannot start: axon.axonserver.enabled: the command side alone gets its commands from Axon Server; "
                        + "set it to true, or run the whole program");
                System.exit(1);
            }
        }
    }
}
