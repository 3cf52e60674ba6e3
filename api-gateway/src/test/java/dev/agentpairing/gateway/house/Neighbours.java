package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

/** Two accounts with an active connection; Alice invited Bob. */
record Neighbours(Account alice, Account bob, UUID connection) {

    static Neighbours of(Account alice, Account bob) {
        return new Neighbours(alice, bob, alice.connectTo(bob));
    }

    String pairings() {
        return "/v1/connections/" + connection + "/pairings";
    }

    /** Alice proposes. */
    Answer propose(UUID mine, UUID theirs, String permission) {
        return propose(alice, mine, theirs, permission);
    }

    Answer propose(Account proposer, UUID mine, UUID theirs, String permission) {
        return proposer.post(pairings(), Map.of("my_agent_id", mine, "their_agent_id", theirs, "permission", permission));
    }

    /** A new pairing of two new agents, proposed by Alice. */
    UUID pending() {
        return propose(alice.agent(), bob.agent(), "both").is(201).id();
    }

    /** The same, confirmed by Bob. */
    UUID active() {
        var pairing = pending();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        return pairing;
    }

    /** The same, never confirmed, revoked by Alice. */
    UUID revoked() {
        var pairing = pending();
        alice.delete("/v1/pairings/" + pairing).is(200);
        return pairing;
    }

    UUID in(String state) {
        return switch (state) {
            case "pending" -> pending();
            case "active" -> active();
            case "revoked" -> revoked();
            default -> throw new IllegalArgumentException(state);
        };
    }
}
