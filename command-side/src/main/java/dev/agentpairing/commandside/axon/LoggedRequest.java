package dev.agentpairing.commandside.axon;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

import dev.agentpairing.messages.request.LogFields;

/** While one command alone is worked on, each line of the log says which request it was sent for. */
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class LoggedRequest {

    @FunctionalInterface
    interface Work<E extends Exception> {

        @Nullable Object run() throws E;
    }

    /** Where commands come from other processes, whose log names the same request. */
    @Bean
    ConfigurerModule requestsOfCommands() {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(0, () ->
                axon.commandBus().registerHandlerInterceptor((work, chain) -> over(work.getMessage(), chain::proceed))));
    }

    static <E extends Exception> @Nullable Object over(Message<?> command, Work<E> work) throws E {
        var fields = LogFields.of(command.getMetaData());
        fields.forEach(MDC::put);
        try {
            return work.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
