package dev.agentpairing.commandside.axon;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * How this side leaves Axon Server: it takes itself off the list, waits until the server has heard that, and answers what it was given
 * before that; only then is the connection closed. Axon alone closes it while commands still wait for their turn, and their senders
 * would never know what became of them.
 */
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
class OrderlyStop {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final long HEARD_WITHIN_SECONDS = 3;

    /** The server confirms on one thread and sends commands on others: a few may come after the confirmation. */
    private static final long STRAGGLERS_WITHIN_MILLIS = 500;

    @Bean
    ConfigurerModule orderlyStop(ObjectProvider<AxonServerConnectionManager> server, ObjectProvider<GroupCommitCommandBus> bus) {
        return configurer -> configurer.onInitialize(axon -> {
            axon.onShutdown(Phase.INBOUND_COMMAND_CONNECTOR + 1, () -> leave(server.getObject()));
            axon.onShutdown(Phase.INBOUND_COMMAND_CONNECTOR - 1, () -> bus.getObject().stop());
        });
    }

    private static void leave(AxonServerConnectionManager server) {
        if (!server.isConnected(server.getDefaultContext())) {
            return;
        }
        try {
            server.getConnection().commandChannel().prepareDisconnect().get(HEARD_WITHIN_SECONDS, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(STRAGGLERS_WITHIN_MILLIS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Axon Server has not confirmed that no more commands come; whatever comes is refused: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
