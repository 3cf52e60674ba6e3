package dev.agentpairing.queryside.processor;

import java.util.concurrent.TimeUnit;

import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.lifecycle.Phase;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * The views follow the log, with one token for all of them. A batch is one transaction: all views and the token, or nothing. When the
 * store fails, it is tried again by Axon from the last token; an event that a view cannot take is parked. Nothing is skipped.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("pairing.views.tracking")
class TrackedViews {

    private static final int BATCH = 1_000;
    private static final long CLAIM_INTERVAL_MILLIS = 500;

    /** How long to wait for an event before the claim is renewed; also how long a shutdown may have to wait. */
    private static final long IDLE_MILLIS = 500;

    @Bean
    ConfigurerModule viewsProcessor(ViewsDatabase database, TokenStore tokenStore, Claim claim, DeadLetters letters) {
        var settings = TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(BATCH)
                .andEventAvailabilityTimeout(IDLE_MILLIS, TimeUnit.MILLISECONDS)
                .andTokenClaimInterval(CLAIM_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)
                .andEventTrackerStatusChangeListener(claim);
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerEventProcessor(ViewsProcessor.NAME, (name, axon, handlers) -> new ViewsTracker(TrackingEventProcessor.builder()
                        .name(name)
                        .eventHandlerInvoker(handlers)
                        .messageSource(axon.eventStore())
                        .trackingEventProcessorConfiguration(settings)
                        .tokenStore(tokenStore)
                        .transactionManager(database.transactions())
                        .errorHandler(PropagatingErrorHandler.instance())
                        .messageMonitor(axon.messageMonitor(TrackingEventProcessor.class, name))
                        .spanFactory(axon.getComponent(EventProcessorSpanFactory.class))))
                .registerTransactionManager(ViewsProcessor.NAME, axon -> database.transactions())
                .registerTokenStore(ViewsProcessor.NAME, axon -> tokenStore)
                .registerListenerInvocationErrorHandler(ViewsProcessor.NAME, axon -> new Poison(letters)));
    }

    @Bean
    Rebuild rebuild(org.axonframework.config.Configuration axon) {
        return new Rebuild(axon);
    }

    /** With {@code pairing.query-side.rebuild}, everything is read again before anything new is. */
    @Bean
    @ConditionalOnBooleanProperty("pairing.query-side.rebuild")
    ConfigurerModule rebuildAtStart() {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(
                Phase.INBOUND_EVENT_CONNECTORS - 1, () -> new Rebuild(axon).beforeStart()));
    }
}
