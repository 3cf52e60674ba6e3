package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What has become of two accounts, two agents of each and their pairings: the states of section 2 of the contract, and nothing else. */
final class Model {

    static final int AGENTS = 2;

    final Neighbours neighbours;
    final List<Agent> alices = new ArrayList<>();
    final List<Agent> bobs = new ArrayList<>();
    final List<Pairing> pairings = new ArrayList<>();

    Model(Neighbours neighbours) {
        this.neighbours = neighbours;
        for (int i = 0; i < AGENTS; i++) {
            alices.add(new Agent(neighbours.alice()));
            bobs.add(new Agent(neighbours.bob()));
        }
    }

    Account account(boolean alice) {
        return alice ? neighbours.alice() : neighbours.bob();
    }

    static final class Agent {

        final UUID id;
        boolean connected = true;
        boolean available = true;

        Agent(Account owner) {
            id = owner.agent();
        }
    }

    static final class Pairing {

        final UUID id;
        final boolean byAlice;
        final Agent alices;
        final Agent bobs;
        String permission;
        boolean lastByAlice;
        String status = "pending";
        boolean confirmed;
        @Nullable String reason;
        @Nullable UUID revokedBy;

        Pairing(UUID id, boolean byAlice, Agent alices, Agent bobs, String permission) {
            this.id = id;
            this.byAlice = byAlice;
            this.alices = alices;
            this.bobs = bobs;
            this.permission = permission;
            this.lastByAlice = byAlice;
        }

        void change(boolean alice, String to) {
            permission = alice == byAlice ? to : flipped(to);
            lastByAlice = alice;
            status = "pending";
            confirmed = false;
        }

        boolean isOpen() {
            return !status.equals("revoked");
        }

        boolean isOf(Agent mine, Agent theirs) {
            return alices == mine && bobs == theirs;
        }

        void revoke(String because, UUID by) {
            status = "revoked";
            reason = because;
            revokedBy = by;
        }

        String seenBy(boolean alice) {
            return alice == byAlice ? permission : flipped(permission);
        }

        private static String flipped(String permission) {
            return switch (permission) {
                case "send_only" -> "receive_only";
                case "receive_only" -> "send_only";
                default -> permission;
            };
        }
    }
}
