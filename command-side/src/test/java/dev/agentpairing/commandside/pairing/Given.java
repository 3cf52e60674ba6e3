package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

/** Where a pairing stands when a test begins. What is pending has time until {@link #EXPIRES}, or a day more once it was changed. */
enum Given {
    UNPROPOSED,
    PENDING,
    ACTIVE,
    CHANGED_BY_PROPOSER,
    CHANGED_BY_OTHER,
    REVOKED;

    static final UUID PAIRING = new UUID(9, 1);
    static final UUID CONNECTION = new UUID(9, 2);

    static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00.000001Z");
    static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00.000002Z");
    static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00.000003Z");
    static final Duration WEEK = Duration.ofDays(7);
    static final Instant EXPIRES = DAY_1.plus(WEEK);

    static final String ETAG = "\"p1.0.0\"";
    static final String OTHER_ETAG = "\"p0.0.0\"";

    /** The proposer's agent sorts after the other one, so that canonical order is not the order of proposing. */
    enum Who {
        PROPOSER, OTHER, STRANGER;

        final UUID account = new UUID(1, ordinal());
        final UUID agent = new UUID(2, 9 - ordinal());
    }

    Pairing state() {
        return switch (this) {
            case UNPROPOSED -> Pairing.UNPROPOSED;
            case PENDING -> after(proposed());
            case ACTIVE -> after(proposed(), confirmed());
            case CHANGED_BY_PROPOSER -> after(proposed(), confirmed(), changed(Who.PROPOSER));
            case CHANGED_BY_OTHER -> after(proposed(), confirmed(), changed(Who.OTHER));
            case REVOKED -> after(proposed(), revoked());
        };
    }

    static Pairing after(PairingEvent... events) {
        return Stream.of(events).reduce(Pairing.UNPROPOSED, Pairing::evolve, (_, last) -> last);
    }

    static PairingProposed proposed() {
        return new PairingProposed(
                PAIRING, CONNECTION, Who.PROPOSER.account, Who.OTHER.account, Who.PROPOSER.agent, Who.OTHER.agent,
                Permission.SEND_ONLY, EXPIRES, DAY_1);
    }

    static PairingConfirmed confirmed() {
        return new PairingConfirmed(PAIRING, Who.OTHER.account, 1, 1, DAY_2);
    }

    static PermissionChanged changed(Who by) {
        return new PermissionChanged(PAIRING, by.account, Permission.BOTH, DAY_2.plus(WEEK), DAY_2);
    }

    static PairingRevoked revoked() {
        return new PairingRevoked(PAIRING, Who.OTHER.account, RevocationReason.REVOKED, null, DAY_2);
    }
}
