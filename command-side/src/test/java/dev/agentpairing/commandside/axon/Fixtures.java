package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.axonframework.test.aggregate.AggregateTestFixture;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.account.Email;
import dev.agentpairing.commandside.account.Session;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.connection.Block;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.Link;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.EmailEvent;
import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.LinkEvent;
import dev.agentpairing.messages.pairing.PairingEvent;

/** Axon's fixtures of every kind of stream. A test gives events to one of them; the streams of the others stay empty. */
final class Fixtures {

    static final PlanTable PLANS = new PlanTable(Map.of("free", new PlanLimits(1, 1, 1, 1)));

    final AggregateTestFixture<AgentAggregate> agents = new AggregateTestFixture<>(AgentAggregate.class);
    final AggregateTestFixture<AccountAggregate> accounts = new AggregateTestFixture<>(AccountAggregate.class);
    final AggregateTestFixture<SessionAggregate> sessions = new AggregateTestFixture<>(SessionAggregate.class);

    final AllStreams streams = new AllStreams(
            streams(new AggregateTestFixture<>(PairingAggregate.class), (List<PairingEvent> e) -> new PairingAggregate(e),
                    Pairing.UNPROPOSED),
            streams(new AggregateTestFixture<>(ConnectionAggregate.class),
                    (List<ConnectionEvent> e) -> new ConnectionAggregate(e),
                    Connection.NONE),
            streams(new AggregateTestFixture<>(LinkAggregate.class), (List<LinkEvent> e) -> new LinkAggregate(e), Link.FREE),
            streams(new AggregateTestFixture<>(BlockAggregate.class), (List<BlockEvent> e) -> new BlockAggregate(e), Block.NONE),
            streams(agents, (List<AgentEvent> e) -> new AgentAggregate(e), Agent.UNREGISTERED),
            streams(accounts, (List<AccountEvent> e) -> new AccountAggregate(e), Account.UNOPENED),
            streams(new AggregateTestFixture<>(EmailAggregate.class), (List<EmailEvent> e) -> new EmailAggregate(e),
                    Email.UNCLAIMED),
            streams(sessions, (List<SessionEvent> e) -> new SessionAggregate(e), Session.UNOPENED));

    private static <A extends EventSourced<S, E>, S, E> Streams<A, S, E> streams(
            AggregateTestFixture<A> fixture, Function<List<E>, A> start, S nothing) {
        return new Streams<>(fixture.getRepository(), start, nothing);
    }
}
