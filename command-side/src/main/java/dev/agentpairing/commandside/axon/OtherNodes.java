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
    private static final int LOOK_EVERY_MILLIS = 50;
    private static final int RETRY_MILLIS = 200;

    /** An append that was under way when the watch began may show up behind the place where it began; by then it is over. */
    private static final long IN_FLIGHT_NANOS = TimeUnit.SECONDS.toNanos(1);

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
                long settled = System.nanoTime() + IN_FLIGHT_NANOS;
                boolean blind = true;
                while (running) {
                    while (stream.hasNextAvailable()) {
                        seen(stream.nextAvailable());
                    }
                    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS); // rather than be woken by every event of this node
                    if (blind && System.nanoTime() > settled) {
                        blind = false;
                        cache.blind(false);
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
