package dev.agentpairing.commandside.axon;

import java.util.concurrent.TimeUnit;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Watches the log for what other nodes append, and has the cache drop it. Every event carries the node that wrote it. While the log
 * cannot be read, the cache keeps nothing.
 */
final class OtherNodes implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);
    private static final int RETRY_MILLIS = 200;

    private final NodeName thisNode;
    private final EventStore events;
    private final AggregateCache cache;
    private volatile boolean running;
    private Thread watcher = new Thread(this::watch);

    OtherNodes(NodeName thisNode, EventStore events, AggregateCache cache) {
        this.thisNode = thisNode;
        this.events = events;
        this.cache = cache;
    }

    private void watch() {
        while (running) {
            try (var stream = events.openStream(events.createHeadToken())) {
                cache.blind(false);
                while (running) {
                    if (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
                        seen(stream.nextAvailable());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                cache.blind(true);
                if (!running) {
                    return;
                }
                LOG.warn("Cannot read what other nodes write; commands load everything anew until it works again: {}", e.toString());
                pause();
            }
        }
    }

    private void seen(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domain && !thisNode.wrote(event)) {
            cache.changedElsewhere(domain.getType(), domain.getAggregateIdentifier());
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        watcher = Thread.ofPlatform().daemon().name("other-nodes").start(this::watch);
    }

    @Override
    public void stop() {
        running = false;
        watcher.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before any command can arrive. */
    @Override
    public int getPhase() {
        return 0;
    }
}
