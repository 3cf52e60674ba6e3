package dev.agentpairing.gateway.http.bus;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.queryhandling.QueryMessage;
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
                axon.queryBus().registerDispatchInterceptor(queries -> (_, query) -> named(query))));
    }

    static QueryMessage<?, ?> named(QueryMessage<?, ?> query) {
        var fields = MDC.getCopyOfContextMap();
        return fields == null ? query : query.andMetaData(LogFields.toMetaData(fields));
    }
}
