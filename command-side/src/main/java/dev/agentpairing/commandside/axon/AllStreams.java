package dev.agentpairing.commandside.axon;

import java.util.UUID;
import java.util.function.Consumer;

import org.axonframework.config.Configuration;
import org.axonframework.modelling.command.Aggregate;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.account.Email;
import dev.agentpairing.commandside.account.Session;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.connection.Block;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.commandside.connection.Link;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.storage.ReadAhead;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.EmailEvent;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.LinkEvent;
import dev.agentpairing.messages.pairing.PairingEvent;

/** Every kind of stream there is. */
record AllStreams(
        Streams<PairingAggregate, Pairing, PairingEvent> pairings,
        Streams<ConnectionAggregate, Connection, ConnectionEvent> connections,
        Streams<LinkAggregate, Link, LinkEvent> links,
        Streams<BlockAggregate, Block, BlockEvent> blocks,
        Streams<AgentAggregate, Agent, AgentEvent> agents,
        Streams<AccountAggregate, Account, AccountEvent> accounts,
        Streams<EmailAggregate, Email, EmailEvent> emails,
        Streams<SessionAggregate, Session, SessionEvent> sessions) {

    static AllStreams of(Configuration axon, ReadAhead ahead, AggregateCache memory, Snapshots snapshots, CommittedStates states) {
        return new AllStreams(
                new Streams<>(axon.repository(PairingAggregate.class), PairingAggregate::new, Pairing.UNPROPOSED, _ -> {},
                        ids -> ahead.read("Pairing", memory.missing("Pairing", ids))),
                new Streams<>(axon.repository(ConnectionAggregate.class), ConnectionAggregate::new, Connection.NONE,
                        found(snapshots, states), _ -> {}),
                new Streams<>(axon.repository(LinkAggregate.class), LinkAggregate::new, Link.FREE),
                new Streams<>(axon.repository(BlockAggregate.class), BlockAggregate::new, Block.NONE),
                new Streams<>(axon.repository(AgentAggregate.class), AgentAggregate::new, Agent.UNREGISTERED, _ -> {},
                        ids -> ahead.read("Agent", memory.missing("Agent", ids))),
                new Streams<>(axon.repository(AccountAggregate.class), AccountAggregate::new, Account.UNOPENED,
                        found(snapshots, states), _ -> {}),
                new Streams<>(axon.repository(EmailAggregate.class), EmailAggregate::new, Email.UNCLAIMED),
                new Streams<>(axon.repository(SessionAggregate.class), SessionAggregate::new, Session.UNOPENED));
    }

    private static <A extends EventSourced<?, ?> & Snapshotted> Consumer<Aggregate<A>> found(Snapshots snapshots, CommittedStates states) {
        return aggregate -> {
            snapshots.found(aggregate);
            states.found(aggregate);
        };
    }

    /** The account of that id. Refused as "not found" if it was never opened. */
    Account.Open account(UUID id) {
        if (accounts.find(id).state() instanceof Account.Open open) {
            return open;
        }
        throw Refusals.because(Refusal.NOT_FOUND);
    }

    static Caller caller(Account.Open account) {
        return new Caller(account.accountId(), account.emailId(), account.openedAt());
    }
}
