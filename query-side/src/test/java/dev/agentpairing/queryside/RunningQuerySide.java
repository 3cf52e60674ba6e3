package dev.agentpairing.queryside;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.PersonalCommand;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.log.LogQuery.Grown;
import dev.agentpairing.messages.log.LogQuery.ListAppendedElsewhere;
import dev.agentpairing.messages.log.LogQuery.NewsOfLog;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.queryside.rows.Dialect;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The query side as it runs, over a real database and an event log in memory. Every event is stored twice, one right after the
 * other, so that every test also shows that an event delivered again changes nothing.
 */
public final class RunningQuerySide implements AutoCloseable {

    private static final Map<Dialect, RunningQuerySide> SHARED = new EnumMap<>(Dialect.class);
    private static final List<String> VIEWS = List.of("view_pairing", "view_pairing_agent", "view_connection",
            "view_connection_email", "view_block", "view_agent", "view_account", "view_credential");

    static {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE); // several start at the same time
    }

    private final ConfigurableApplicationContext context;
    private final Map<UUID, AtomicLong> sequences = new HashMap<>();

    private RunningQuerySide(Map<String, Object> properties, EventStorageEngine engine) {
        var all = new HashMap<>(properties);
        all.put("spring.config.name", "query-side,application");
        all.putIfAbsent("pairing.views.tracking", true);
        all.put("spring.datasource.hikari.maximum-pool-size", 4);
        var arguments = all.entrySet().stream().map(it -> "--" + it.getKey() + "=" + it.getValue()).toArray(String[]::new);
        this.context = new SpringApplicationBuilder(Alone.class).web(WebApplicationType.NONE)
                .initializers(context -> {
                    ((GenericApplicationContext) context).registerBean(EventStorageEngine.class, () -> engine);
                    ((GenericApplicationContext) context).registerBean(Neighbour.class);
                })
                .run(arguments);
    }

    @EnableAutoConfiguration
    @SpringBootConfiguration(proxyBeanMethods = false)
    static class Alone {}

    /** Stands for the command side, which knows what other nodes append. */
    public static final class Neighbour {

        private final List<Grown> appended = new ArrayList<>();
        private long lost;

        /** Another node has stored events of this stream. */
        public synchronized void grew(String type, UUID stream) {
            appended.add(new Grown(type, stream.toString()));
        }

        /** Nobody knows what other nodes have stored lately. */
        public synchronized void lose() {
            appended.add(new Grown("Lost", ""));
            lost = appended.size();
        }

        @QueryHandler
        synchronized NewsOfLog answer(ListAppendedElsewhere query) {
            boolean complete = query.after() >= lost;
            return new NewsOfLog(complete ? List.copyOf(appended.subList((int) query.after(), appended.size())) : List.of(),
                    appended.size(), complete);
        }
    }

    /** One for all tests that get by with ids of their own. */
    public static synchronized RunningQuerySide shared(Dialect dialect) {
        return SHARED.computeIfAbsent(dialect, RunningQuerySide::fresh);
    }

    public static RunningQuerySide fresh(Dialect dialect) {
        return on(TestDatabases.fresh(dialect), new InMemoryEventStorageEngine());
    }

    public static RunningQuerySide on(Map<String, Object> properties, EventStorageEngine engine) {
        return new RunningQuerySide(properties, engine);
    }

    public static Map<String, Object> database(Dialect dialect) {
        return TestDatabases.fresh(dialect);
    }

    /** Stores the events of one command and waits until they are shown. */
    public Reached given(Object... events) {
        return givenBy(Actor.SYSTEM, events);
    }

    public Reached givenBy(Actor actor, Object... events) {
        var command = store(actor, events);
        var reached = ask(new AwaitWrite(command, 2 * events.length, Duration.ofSeconds(5)), Reached.class);
        assertThat(reached).isNotNull().extracting(Reached::reached).isEqualTo(true);
        return reached;
    }

    /** @return the identifier of the command that caused the events */
    public String store(Object... events) {
        return store(Actor.SYSTEM, events);
    }

    private String store(Actor actor, Object[] events) {
        var command = UUID.randomUUID().toString();
        var metaData = MetaData.from(actor.toMetaData()).and("correlationId", command);
        var messages = new ArrayList<EventMessage<?>>();
        for (var event : events) {
            var stream = streamOf(event);
            var sequence = sequences.computeIfAbsent(stream, first -> new AtomicLong()).getAndIncrement();
            for (var delivery = 0; delivery < 2; delivery++) {
                messages.add(new GenericDomainEventMessage<>("Test", stream.toString(), sequence, event, metaData));
            }
        }
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(bean(ViewsDatabase.class).transactions());
        unit.execute(() -> bean(EventStore.class).publish(messages));
        return command;
    }

    /** The next sequence number of the stream is another node's. */
    public void skip(UUID stream) {
        sequences.computeIfAbsent(stream, first -> new AtomicLong()).getAndIncrement();
    }

    private static UUID streamOf(Object event) {
        return switch (event) {
            case PairingEvent it -> it.pairingId();
            case AgentEvent it -> it.agentId();
            case ConnectionEvent it -> it.connectionId();
            case BlockEvent it -> it.blockId();
            case AccountEvent it -> it.accountId();
            case SessionEvent it -> it.sessionId();
            default -> throw new IllegalArgumentException("No stream for " + event);
        };
    }

    public void keep(PersonalCommand command) {
        context.getBean(CommandGateway.class).sendAndWait(command);
    }

    public <A> @Nullable A ask(Object query, Class<A> answer) {
        return context.getBean(QueryGateway.class).query(query, answer).join();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public TrackingEventProcessor processor() {
        return bean(org.axonframework.config.Configuration.class).eventProcessingConfiguration()
                .eventProcessor("views", TrackingEventProcessor.class).orElseThrow();
    }

    /** As a node that leaves its claim to others. */
    public void pause() {
        await().until(() -> processor().processingStatus().values().stream().anyMatch(EventTrackerStatus::isCaughtUp));
        processor().shutDown();
    }

    public void resume() {
        processor().start();
    }

    /** Every row of every view. */
    public Map<String, List<Map<String, Object>>> tables() {
        var tables = new HashMap<String, List<Map<String, Object>>>();
        for (var view : VIEWS) {
            tables.put(view, bean(JdbcTemplate.class).queryForList("select * from " + view + " order by 1"));
        }
        return tables;
    }

    @Override
    public void close() {
        context.close();
    }
}
