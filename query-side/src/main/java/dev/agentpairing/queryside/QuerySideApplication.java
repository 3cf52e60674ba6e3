package dev.agentpairing.queryside;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The read side as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class QuerySideApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(QuerySideApplication.class)
                .properties("spring.config.name=query-side,application")
                .web(WebApplicationType.NONE)
                .run(args);
    }
}
