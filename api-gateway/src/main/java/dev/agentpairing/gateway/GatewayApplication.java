package dev.agentpairing.gateway;

import java.util.EnumSet;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import dev.agentpairing.gateway.h2.OneWriter;
import dev.agentpairing.gateway.part.PartSettings;
import dev.agentpairing.gateway.part.PartWatch;
import dev.agentpairing.gateway.settings.DatabaseUrl;
import dev.agentpairing.gateway.settings.Part;
import dev.agentpairing.gateway.settings.Settings;
import dev.agentpairing.gateway.tracing.Tracing;

/** The whole house in one process; each part of it can be switched off by {@code pairing.run.<part>=false}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            ErrorMvcAutoConfiguration.class,
            TomcatMetricsAutoConfiguration.class, // counts sessions, which there are none of, and makes a server of management beans for it
            TransactionAutoConfiguration.class // would look at every method of every bean for @Transactional, which none has
        },
        excludeName = "org.axonframework.springboot.autoconfig.OpenTelemetryAutoConfiguration") // which cannot be off
@Import({GatewayConfiguration.class, OneWriter.class, PartWatch.class, Tracing.class})
public class GatewayApplication {

    public static void main(String[] args) {
        var application = new SpringApplication(GatewayApplication.class);
        application.addListeners(new Prepared());
        application.addListeners(new StartFailure.Silence());
        try {
            application.run(args);
        } catch (SpringApplication.AbandonedRunException e) {
            throw e; // Boot's own way out of a start that only prepares something
        } catch (Throwable e) {
            System.err.println(StartFailure.explain(e));
            System.exit(1);
        }
    }

    /** The command side keeps everything in Axon Server. */
    private static final PropertySource<?> WITHOUT_DATABASE = new MapPropertySource("without-database", Map.of(
            "spring.autoconfigure.exclude", "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"));

    /** When the settings are known and nothing is made of them yet. */
    private static final class Prepared implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            var parts = Settings.parts(event.getEnvironment());
            if (parts.contains(Part.API_GATEWAY)) {
                Settings.check(event.getEnvironment());
            } else {
                Settings.checkPorts(event.getEnvironment());
                PartSettings.apply(event.getEnvironment());
            }
            if (parts.equals(EnumSet.of(Part.COMMAND_SIDE))) {
                event.getEnvironment().getPropertySources().addLast(WITHOUT_DATABASE);
            } else {
                DatabaseUrl.complete(event.getEnvironment());
            }
            AheadOfTime.leaveIfOthersAreChosen(event.getEnvironment());
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }
}
