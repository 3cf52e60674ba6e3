package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.pairing.Pairing.Active;
import dev.agentpairing.commandside.pairing.Pairing.Pending;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;

/** How either side changes what two agents may do, which the other side has to confirm anew (contract, section 2.5). */
public final class PermissionRules {

    private PermissionRules() {}

    /**
     * No event if it is the same permission as before.
     *
     * @param etag of the pairing as the caller sees it now; asked for where one is expected
     */
    public static Decision<PairingEvent> change(Pairing state, ChangePermission command, Duration pendingExpiry, Supplier<String> etag) {
        if (!PairingRules.concerns(state, command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        if (PairingRules.changedSince(command.ifMatch(), etag)) {
            return Decision.refuse(Refusal.PRECONDITION_FAILED);
        }
        boolean open = state instanceof Active || state instanceof Pending pending && !pending.isDue(command.at());
        return open ? Decision.accept(changes(state, command, pendingExpiry)) : Decision.refuse(Refusal.INVALID_STATUS);
    }

    private static List<PairingEvent> changes(Pairing state, ChangePermission command, Duration pendingExpiry) {
        var terms = state.terms();
        var permission = terms.raw(command.permission(), command.accountId());
        if (permission == terms.permission()) {
            return List.of();
        }
        var at = PairingRules.notBefore(command.at(), state.changedAt());
        return List.of(new PermissionChanged(terms.pairingId(), command.accountId(), permission, at.plus(pendingExpiry), at));
    }
}
