package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.pairing.Pairing.Active;
import dev.agentpairing.commandside.pairing.Pairing.Pending;
import dev.agentpairing.commandside.pairing.Pairing.Revoked;
import dev.agentpairing.commandside.pairing.Pairing.Terms;
import dev.agentpairing.commandside.pairing.Pairing.Unproposed;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.RevocationReason;

/** What may happen in the life of a pairing. Each refusal stands where the contract's table of the endpoint has it. */
public final class PairingRules {

    private PairingRules() {}

    /**
     * Key versions as they are now, 0 without a key; agents in canonical order.
     *
     * @param since when either of the two agents was last changed
     */
    public record KeyVersions(int agentA, int agentB, Instant since) {

        private int of(UUID agent, Terms terms) {
            return terms.agents().a().equals(agent) ? agentA : agentB;
        }
    }

    /** Whether a proposal may be made is the connection's rule; this is what it says. Contract, section 2.1. */
    public static PairingProposed propose(ProposePairing command, UUID otherAccount, Duration pendingExpiry, Instant at) {
        return new PairingProposed(
                command.pairingId(),
                command.connectionId(),
                command.accountId(),
                otherAccount,
                command.myAgentId(),
                command.theirAgentId(),
                command.permission(),
                at.plus(pendingExpiry),
                at);
    }

    /** Contract, section 2.3. @param etag of the pairing as the caller sees it now; asked for where one is expected */
    public static Decision<PairingEvent> confirm(Pairing state, ConfirmPairing command, KeyVersions keys, Supplier<String> etag) {
        if (!concerns(state, command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        if (changedSince(command.ifMatch(), etag)) {
            return Decision.refuse(Refusal.PRECONDITION_FAILED);
        }
        return state instanceof Pending pending && !pending.isDue(command.at())
                ? confirm(pending, command, keys) : Decision.refuse(Refusal.INVALID_STATUS);
    }

    private static Decision<PairingEvent> confirm(Pending pending, ConfirmPairing command, KeyVersions keys) {
        var terms = pending.terms();
        var me = command.accountId();
        if (pending.lastChanger().equals(me)) {
            return Decision.refuse(Refusal.CANNOT_CONFIRM_OWN);
        }
        if (keys.of(terms.agentOf(me), terms) == 0) {
            return Decision.refuse(Refusal.AGENT_NOT_CONNECTED);
        }
        if (keys.agentA() == 0 || keys.agentB() == 0) {
            return Decision.refuse(Refusal.TARGET_NOT_CONNECTED);
        }
        return Decision.accept(new PairingConfirmed(
                terms.pairingId(), me, keys.agentA(), keys.agentB(),
                notBefore(notBefore(command.at(), pending.changedAt()), keys.since())));
    }

    /** Contract, section 2.4. @param etag of the pairing as the caller sees it now; asked for where one is expected */
    public static Decision<PairingEvent> revoke(Pairing state, RevokePairing command, Supplier<String> etag) {
        if (!concerns(state, command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        if (changedSince(command.ifMatch(), etag)) {
            return Decision.refuse(Refusal.PRECONDITION_FAILED);
        }
        if (!command.mayRevoke()) {
            return Decision.refuse(Refusal.SESSION_REQUIRED);
        }
        var events = end(state, RevocationReason.REVOKED, command.accountId(), command.note(), command.at());
        return events.isEmpty() ? Decision.refuse(Refusal.ALREADY_REVOKED) : Decision.accept(events);
    }

    /** Ends an open pairing; nothing happens to one that is over. */
    public static List<PairingEvent> end(
            Pairing state, RevocationReason reason, @Nullable UUID account, @Nullable String note, Instant at) {
        if (state instanceof Unproposed || state instanceof Revoked) {
            return List.of();
        }
        return List.of(new PairingRevoked(state.terms().pairingId(), account, reason, note, notBefore(at, state.changedAt())));
    }

    public static boolean isOpenWith(Pairing state, UUID agent) {
        return !(state instanceof Unproposed || state instanceof Revoked) && state.terms().agents().has(agent);
    }

    static boolean concerns(Pairing state, UUID account) {
        return !(state instanceof Unproposed) && state.terms().has(account);
    }

    static boolean changedSince(@Nullable List<String> expected, Supplier<String> etag) {
        return expected != null && !expected.contains(etag.get());
    }

    /** Clocks of nodes differ; time within one stream never runs backwards. */
    static Instant notBefore(Instant at, Instant last) {
        return at.isBefore(last) ? last : at;
    }
}
