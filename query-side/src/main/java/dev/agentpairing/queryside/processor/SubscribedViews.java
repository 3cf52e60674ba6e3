package dev.agentpairing.queryside.processor;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.lifecycle.Phase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * The views are written in the transaction that appends the events, by whichever node appends them: who can see the one can see the
 * other, on every node. Two nodes cannot write one row at once, because a row shows one stream, and the stream's next sequence number is
 * given away once.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "pairing.views.tracking", havingValue = false, matchIfMissing = true)
class SubscribedViews {

    @Bean
    ConfigurerModule viewsProcessor(DeadLetters letters) {
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerEventProcessor(ViewsProcessor.NAME, (name, axon, handlers) -> new ViewsSubscriber(
                        SubscribingEventProcessor.builder()
                                .name(name)
                                .eventHandlerInvoker(handlers)
                                .messageSource(axon.eventStore())
                                .errorHandler(PropagatingErrorHandler.instance())
                                .messageMonitor(axon.messageMonitor(SubscribingEventProcessor.class, name))
                                .spanFactory(axon.getComponent(EventProcessorSpanFactory.class)), handlers))
                .registerListenerInvocationErrorHandler(ViewsProcessor.NAME, axon -> new Poison(letters)));
    }

    /** Before the first command can arrive. */
    @Bean
    ConfigurerModule refill(
            ViewsDatabase database, TokenStore tokens, @Value("${pairing.query-side.rebuild:false}") boolean wanted) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(
                Phase.INBOUND_EVENT_CONNECTORS - 1, () -> new Refill(axon, database, tokens).run(wanted)));
    }
}
