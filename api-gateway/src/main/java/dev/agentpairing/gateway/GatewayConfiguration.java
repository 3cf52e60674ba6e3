package dev.agentpairing.gateway;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything of the gateway, unless this process does not run it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "pairing.run.api-gateway", matchIfMissing = true)
@ComponentScan
class GatewayConfiguration {

    /** Cut to microseconds, so that what is shown compares exactly as what is stored (contract, section 1). */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }
}
