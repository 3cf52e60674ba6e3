package dev.agentpairing.queryside.processor;

import java.util.concurrent.TimeUnit;

import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.lifecycle.Phase;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * One processor with one token for every view. A batch is one transaction: all views and the token, or nothing. What fails is
 * tried again by Axon from the last token; nothing is skipped.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class ViewsProcessor {

    static final String NAME = "views";

    private static final int BATCH = 1_000;
    private static final long CLAIM_INTERVAL_MILLIS = 500;

    /** How long to wait for an event before the claim is renewed; also how long a shutdown may have to wait. */
    private static final long IDLE_MILLIS = 500;

    @Bean
    Claim viewsClaim() {
        return new Claim();
    }

    @Bean
    StoredToken storedToken(JdbcTemplate jdbc) {
        return new StoredToken(jdbc);
    }

    /** Not wrapped to share a unit of work's connection: it would share the one of another database pool. */
    @Bean
    TokenStore tokenStore(ViewsDatabase database) {
        return JdbcTokenStore.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database.source()))
                .schema(StoredToken.SCHEMA)
                .contentType(String.class)
                .claimTimeout(StoredToken.CLAIM_LASTS)
                .serializer(StoredToken.SERIALIZER)
                .build();
    }

    @Bean
    ConfigurerModule viewsProcessorModule(ViewsDatabase database, TokenStore tokenStore, Claim claim) {
        var settings = TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(BATCH)
                .andEventAvailabilityTimeout(IDLE_MILLIS, TimeUnit.MILLISECONDS)
                .andTokenClaimInterval(CLAIM_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)
                .andEventTrackerStatusChangeListener(claim);
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerEventProcessor(NAME, (name, configuration, handlers) -> new ViewsTracker(TrackingEventProcessor.builder()
                        .name(name)
                        .eventHandlerInvoker(handlers)
                        .messageSource(configuration.eventStore())
                        .trackingEventProcessorConfiguration(settings)
                        .tokenStore(tokenStore)
                        .transactionManager(database.transactions())
                        .errorHandler(PropagatingErrorHandler.instance())
                        .messageMonitor(configuration.messageMonitor(TrackingEventProcessor.class, name))
                        .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))))
                .registerTransactionManager(NAME, configuration -> database.transactions())
                .registerTokenStore(NAME, configuration -> tokenStore)
                .registerListenerInvocationErrorHandler(NAME, configuration -> PropagatingErrorHandler.instance()));
    }

    @Bean
    Rebuild rebuild(Configuration configuration) {
        return new Rebuild(configuration);
    }

    /** With {@code pairing.query-side.rebuild}, everything is read again before anything new is. */
    @Bean
    @ConditionalOnBooleanProperty("pairing.query-side.rebuild")
    ConfigurerModule rebuildAtStart() {
        return configurer -> configurer.onInitialize(configuration -> configuration.onStart(
                Phase.INBOUND_EVENT_CONNECTORS - 1, () -> new Rebuild(configuration).beforeStart()));
    }
}
