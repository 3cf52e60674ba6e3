package dev.agentpairing.queryside;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** The read side as a program of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class QuerySideApplication {

    public static void main(String[] args) {
        var application = new SpringApplicationBuilder(QuerySideApplication.class)
                .properties("spring.config.name=query-side,application", "spring.main.keep-alive=true")
                .web(WebApplicationType.NONE);
        application.application().addListeners(new LogNeeded());
        application.run(args);
    }

    /** In a database the log belongs to the command side, which is not here. */
    private static final class LogNeeded implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            if (!event.getEnvironment().getProperty("axon.axonserver.enabled", Boolean.class, false)) {
                System.err.println("Cannot start: axon.axonserver.enabled: the query side alone reads its events from Axon Server; "
                        + "set it to true, or run the whole program");
                System.exit(1);
            }
        }
    }
}
