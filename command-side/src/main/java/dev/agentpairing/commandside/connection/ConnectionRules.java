package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.connection.Connection.Active;
import dev.agentpairing.commandside.connection.Connection.None;
import dev.agentpairing.commandside.connection.Connection.Pending;
import dev.agentpairing.commandside.connection.Connection.Rejected;
import dev.agentpairing.commandside.connection.Connection.Revoked;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;

/** How two accounts come together and part (contract, section 3). */
public final class ConnectionRules {

    private ConnectionRules() {}

    /**
     * Who asks. Until an invite is accepted, its invited side is known by the address alone.
     *
     * @param openedAt since when the account is the one behind that address
     */
    public record Caller(UUID accountId, UUID emailId, Instant openedAt) {}

    /**
     * What an account may still do with connections.
     *
     * @param full whether its active connections have reached the limit of its plan
     * @param hasty whether it sent as many invites as an hour allows
     */
    public record Room(boolean full, boolean hasty) {}

    /**
     * @param link between the two addresses
     * @param standing what stands there now: {@link Connection#NONE} if nothing does
     */
    public static Decision<ConnectionEvent> invite(Link link, Connection standing, InviteAccount command, Caller caller, Room room) {
        if (caller.emailId().equals(command.invitedEmailId())) {
            return Decision.refuse(Refusal.SELF_CONNECTION);
        }
        if (link.isBlocked()) {
            return Decision.refuse(Refusal.BLOCKED);
        }
        if (standing instanceof Active) {
            return Decision.refuse(Refusal.ALREADY_CONNECTED);
        }
        if (standing instanceof Pending) {
            return Decision.refuse(Refusal.INVITE_PENDING);
        }
        if (room.full()) {
            return Decision.refuse(Refusal.PLAN_LIMIT_REACHED);
        }
        if (room.hasty()) {
            return Decision.refuse(Refusal.RATE_LIMITED);
        }
        return Decision.accept(new AccountInvited(
                command.connectionId(), command.accountId(), caller.emailId(), command.invitedEmailId(), command.at()));
    }

    /** @param full whether the active connections of either side have reached the limit of its plan */
    public static Decision<ConnectionEvent> accept(Connection state, Caller caller, boolean full, Instant at) {
        var obstacle = obstacleToAnswer(state, caller);
        if (obstacle != null) {
            return Decision.refuse(obstacle);
        }
        return full ? Decision.refuse(Refusal.PLAN_LIMIT_REACHED)
                : Decision.accept(new InviteAccepted(state.parties().connectionId(), caller.accountId(), notBefore(at, state)));
    }

    public static Decision<ConnectionEvent> reject(Connection state, Caller caller, Instant at) {
        var obstacle = obstacleToAnswer(state, caller);
        return obstacle != null ? Decision.refuse(obstacle)
                : Decision.accept(new InviteRejected(state.parties().connectionId(), caller.accountId(), notBefore(at, state)));
    }

    private static @Nullable Refusal obstacleToAnswer(Connection state, Caller caller) {
        if (!isParty(state, caller)) {
            return Refusal.NOT_FOUND;
        }
        if (state.parties().inviter().equals(caller.accountId())) {
            return Refusal.FORBIDDEN;
        }
        return state instanceof Pending ? null : Refusal.ALREADY_PROCESSED;
    }

    /** Either side ends it; the inviter cancels its own invite in the same way. */
    public static Decision<ConnectionEvent> revoke(Connection state, Caller caller, Instant at) {
        if (!isParty(state, caller)) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return state instanceof Revoked ? Decision.refuse(Refusal.ALREADY_REVOKED)
                : Decision.accept(new ConnectionRevoked(state.parties().connectionId(), caller.accountId(), notBefore(at, state)));
    }

    /** A rejected invite is gone: nobody is a party to it any more. One that was cancelled is nothing to who signed up after that. */
    static boolean isParty(Connection state, Caller caller) {
        return switch (state) {
            case None _, Rejected _ -> false;
            case Revoked over when over.accepter() == null && !over.changedAt().isAfter(caller.openedAt()) ->
                over.parties().inviter().equals(caller.accountId());
            default -> state.parties().has(caller.accountId(), caller.emailId());
        };
    }

    /** Clocks of nodes differ; time within one stream never runs backwards. */
    static Instant notBefore(Instant at, Connection state) {
        return at.isBefore(state.changedAt()) ? state.changedAt() : at;
    }
}
