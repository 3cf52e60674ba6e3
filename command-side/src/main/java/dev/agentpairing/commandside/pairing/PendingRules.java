package dev.agentpairing.commandside.pairing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.pairing.Pairing.Pending;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.RevocationReason;

/** How a pending pairing ends without having been confirmed (contract, section 2.6). */
public final class PendingRules {

    private PendingRules() {}

    /** By the side that is awaited. */
    public static Decision<PairingEvent> decline(Pairing state, DeclinePairing command) {
        var obstacle = obstacle(state, command.accountId(), command.at());
        if (obstacle != null) {
            return Decision.refuse(obstacle);
        }
        return isLastChanger(state, command.accountId()) ? Decision.refuse(Refusal.CANNOT_DECLINE_OWN)
                : Decision.accept(PairingRules.end(state, RevocationReason.DECLINED, command.accountId(), null, command.at()));
    }

    /** By the side that made the last change. */
    public static Decision<PairingEvent> withdraw(Pairing state, WithdrawPairing command) {
        var obstacle = obstacle(state, command.accountId(), command.at());
        if (obstacle != null) {
            return Decision.refuse(obstacle);
        }
        return isLastChanger(state, command.accountId())
                ? Decision.accept(PairingRules.end(state, RevocationReason.WITHDRAWN, command.accountId(), null, command.at()))
                : Decision.refuse(Refusal.NOT_YOUR_PROPOSAL);
    }

    /** By itself, when its time is over. Nothing happens to what is not pending any more, or has got more time. */
    public static List<PairingEvent> expire(Pairing state, ExpirePairing command) {
        return state instanceof Pending pending && pending.isDue(command.at())
                ? PairingRules.end(pending, RevocationReason.EXPIRED, null, null, command.at()) : List.of();
    }

    private static @Nullable Refusal obstacle(Pairing state, UUID account, Instant at) {
        if (!PairingRules.concerns(state, account)) {
            return Refusal.NOT_FOUND;
        }
        return state instanceof Pending pending && !pending.isDue(at) ? null : Refusal.INVALID_STATUS;
    }

    private static boolean isLastChanger(Pairing state, UUID account) {
        return state instanceof Pending pending && pending.lastChanger().equals(account);
    }
}
