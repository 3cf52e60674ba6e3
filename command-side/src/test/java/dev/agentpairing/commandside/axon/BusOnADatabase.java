package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DefaultCommandBusSpanFactory;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.tracing.NoOpSpanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.storage.EventStoreSchema;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bus on a real database, put together by hand, over one kind of stream. Its commands are pieces of code, so that a test
 * can say what happens between loading and storing.
 */
final class BusOnADatabase implements AutoCloseable {

    /** What a command does when its turn has come. */
    interface Work {
        Object run() throws Exception;
    }

    final HikariDataSource database = new HikariDataSource();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AtomicBoolean changedElsewhere = new AtomicBoolean();
    final List<String> steps = new CopyOnWriteArrayList<>();
    final AggregateCache memory = new AggregateCache(1000);
    final GroupCommitCommandBus bus;
    final Streams<AccountAggregate, Account, AccountEvent> accounts;

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Jackson3Serializer serializer = Jackson3Serializer.builder().jsonMapperBuilderCustomizer(new SnapshotFormat()).build();
    private final EmbeddedEventStore events;
    private final EmbeddedEventStore otherNode;

    BusOnADatabase() {
        database.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        database.setMaximumPoolSize(4);
        database.setConnectionTimeout(1000);
        EventStoreSchema.migrate(database);
        var transactions = new SpringTransactionManager(new DataSourceTransactionManager(database));
        events = store(transactions);
        otherNode = store(transactions);
        events.registerDispatchInterceptor(new EventTally());
        events.registerDispatchInterceptor(appended -> {
            steps.add("appends " + appended.size());
            return (_, event) -> event;
        });
        var states = new CommittedStates(1000);
        accounts = new Streams<>(
                new CommittedStates.Repository<>(
                        EventSourcingRepository.builder(AccountAggregate.class).eventStore(events).lockFactory(NullLockFactory.INSTANCE),
                        "Account", memory.of("Account"), events, states),
                AccountAggregate::new, Account.UNOPENED, states::found, _ -> {});
        var watched = new CommandMeters(meters);
        var untraced = DefaultCommandBusSpanFactory.builder().spanFactory(NoOpSpanFactory.INSTANCE).build();
        var retry = new CommandRetry(transactions, true, this::looks, () -> {}, watched, untraced);
        bus = new GroupCommitCommandBus(SimpleCommandBus.builder(), retry, () -> {}, watched);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(new MessageOriginProvider()));
        bus.subscribe("work", message -> ((Work) message.getPayload()).run());
        bus.start();
    }

    private boolean looks() {
        steps.add("looks at the log");
        return changedElsewhere.getAndSet(false);
    }

    private EmbeddedEventStore store(TransactionManager transactions) {
        return EmbeddedEventStore.builder().storageEngine(JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database))
                .transactionManager(transactions)
                .schema(EventStoreSchema.names())
                .persistenceExceptionResolver(new SQLStateResolver("23505"))
                .snapshotSerializer(serializer)
                .eventSerializer(serializer)
                .build()).build();
    }

    CompletableFuture<CommandResultMessage<?>> send(Work work) {
        var answer = new CompletableFuture<CommandResultMessage<?>>();
        bus.<Work, Object>dispatch(command(work), (_, result) -> {
            if (!answer.complete(result)) {
                throw new AssertionError("answered twice");
            }
        });
        return answer;
    }

    private static CommandMessage<Work> command(Work work) {
        return new GenericCommandMessage<>(new GenericMessage<>(work), "work");
    }

    /** All of these in one group: they are sent while another command keeps the bus busy. */
    List<CommandResultMessage<?>> sendTogether(Work... works) {
        var gate = new CountDownLatch(1);
        var waits = send(() -> {
            gate.await();
            return "through";
        });
        var answers = List.of(works).stream().map(this::send).toList();
        gate.countDown();
        waits.join();
        return answers.stream().<CommandResultMessage<?>>map(CompletableFuture::join).toList();
    }

    /** Another node appends to a stream, and commits. */
    void appendElsewhere(UUID stream, long sequence, AccountEvent event) {
        CompletableFuture.runAsync(() -> otherNode.publish(
                new GenericDomainEventMessage<>("Account", stream.toString(), sequence, event))).join();
    }

    /** As another node does with a long stream. */
    void snapshotElsewhere(UUID stream, long sequence, AccountAggregate state) {
        CompletableFuture.runAsync(() -> otherNode.storeSnapshot(
                new GenericDomainEventMessage<>("Account", stream.toString(), sequence, state))).join();
    }

    /** In another transaction than that of the commands. */
    void execute(String sql) {
        CompletableFuture.runAsync(() -> new JdbcTemplate(database).execute(sql)).join();
    }

    /** What is stored, as somebody else sees it. */
    List<Object> stored(UUID stream) {
        return CompletableFuture.supplyAsync(() -> otherNode.readEvents(stream.toString()).asStream()
                .<Object>map(event -> event.getPayload()).toList()).join();
    }

    static AccountOpened opened(UUID account) {
        return new AccountOpened(account, new UUID(3, 1), "free", NOON);
    }

    static PlanChanged changed(UUID account, String plan) {
        return new PlanChanged(account, plan, NOON);
    }

    /** Opens the account. */
    Work open(UUID account) {
        return append(account, opened(account));
    }

    Work append(UUID account, AccountEvent... events) {
        return () -> {
            accounts.find(account).record(List.of(events));
            return "done";
        };
    }

    String plan(UUID account) {
        return ((Account.Open) accounts.find(account).state()).plan();
    }

    static Work surprise(Throwable surprise) {
        return () -> {
            if (surprise instanceof Error e) {
                throw e;
            }
            throw (Exception) surprise;
        };
    }

    static Object refusalOf(CommandResultMessage<?> result) {
        assertThat(result.isExceptional()).isTrue();
        assertThat(result.exceptionResult()).isInstanceOf(CommandExecutionException.class);
        return result.<Refused>exceptionDetails().orElseThrow().refusal();
    }

    static List<Boolean> failed(List<CommandResultMessage<?>> results) {
        return results.stream().map(CommandResultMessage::isExceptional).toList();
    }

    @Override
    public void close() {
        bus.stop();
        database.close();
    }
}
