package dev.agentpairing.gateway.security;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventTrackerStatusChangeListener;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;

/** A credential that was revoked through any node is refused by this one at once (contract, section 5). */
@Component
@ProcessingGroup(RevokedElsewhere.GROUP)
class RevokedElsewhere {

    static final String GROUP = "credential-cache";

    private final Credentials credentials;

    RevokedElsewhere(Credentials credentials) {
        this.credentials = credentials;
    }

    @EventHandler
    void on(ApiKeyRevoked event) {
        credentials.revoke(event.keyId());
    }

    @EventHandler
    void on(SessionClosed event) {
        credentials.revoke(event.sessionId());
    }

    /** It follows the log from where that is now, for itself alone: nothing of it is stored. */
    @Configuration(proxyBeanMethods = false)
    static class Processor {

        @Bean
        static ConfigurerModule credentialCacheProcessor(ObjectProvider<Credentials> credentials) {
            EventTrackerStatusChangeListener sight = changes -> credentials.getObject().blind(
                    changes.values().stream().anyMatch(status -> status.isErrorState() || status.trackerRemoved()));
            return configurer -> configurer.eventProcessing(processing -> processing
                    .registerTrackingEventProcessor(GROUP, c -> new Unhurried(c.eventStore()), c -> TrackingEventProcessorConfiguration
                            .forSingleThreadedProcessing()
                            .andInitialTrackingToken(StreamableMessageSource::createHeadToken)
                            .andEventTrackerStatusChangeListener(sight))
                    .registerTokenStore(GROUP, c -> new InMemoryTokenStore())
                    .registerTransactionManager(GROUP, c -> NoTransactionManager.instance()));
        }
    }
}
