package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** Two command sides on one PostgreSQL, which run until the JVM ends; every test has accounts of its own. */
record TwoNodes(Node one, Node other) {

    private static TwoNodes running;

    static synchronized TwoNodes running() {
        if (running == null) {
            var url = TestPostgres.freshDatabase("events");
            running = new TwoNodes(Node.onPostgres(url), Node.onPostgres(url));
        }
        return running;
    }

    Node node(int i) {
        return i % 2 == 0 ? one : other;
    }

    /** Both nodes have the connection in memory. */
    Ground groundSeenByBoth(String plan) {
        var ground = one.ground(plan);
        for (var node : List.of(one, other)) {
            assertThat(node.outcome(new AcceptInvite(ground.connection(), ground.inviter().account(), Node.now())))
                    .isEqualTo("FORBIDDEN");
        }
        return ground;
    }

    /** The other node has just proposed with these agents, so they are in its memory. */
    Ground groundWithWarmMemory() {
        var ground = groundSeenByBoth("team");
        for (int i = 0; i < 3; i++) {
            proposeAndTakeBack(ground);
        }
        return ground;
    }

    /** On the other node. */
    String proposeAndTakeBack(Ground ground) {
        var proposal = ground.proposal();
        var outcome = other.outcome(proposal);
        if (outcome.equals("ACCEPTED")) {
            other.act(ground.revocation(proposal.pairingId()));
        }
        return outcome;
    }

    List<String> kindsOfEvents(UUID stream) {
        return one.events(stream).stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    Pairing pairing(UUID id) {
        return one.events(id).stream().map(PairingEvent.class::cast)
                .reduce(Pairing.UNPROPOSED, Pairing::evolve, (_, last) -> last);
    }

    Connection connection(UUID id) {
        return one.events(id).stream().map(ConnectionEvent.class::cast)
                .reduce(Connection.NONE, Connection::evolve, (_, last) -> last);
    }
}
