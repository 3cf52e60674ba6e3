package dev.agentpairing.gateway.http.bus;

import java.util.Map;

import org.axonframework.config.ConfigurerModule;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.agentpairing.messages.request.LogFields;

/** Queries that leave the process tell which request they are asked for, and whose it is, as commands do. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class NamedQueries {

    @Bean
    ConfigurerModule requestsOfQueries() {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(0, () ->
                axon.queryBus().registerDispatchInterceptor(queries -> (_, query) -> query.andMetaData(origin()))));
    }

    private static Map<String, String> origin() {
        var fields = MDC.getCopyOfContextMap();
        return fields == null ? Map.of() : LogFields.toMetaData(fields);
    }
}
