package dev.agentpairing.gateway.http.bus;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.connection.ConnectionCommand;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;

/** Each refusal of a command as the caller gets it (contract, the tables of sections 2 to 5). */
final class Refusals {

    /** The invites of an account are counted over an hour. */
    private static final long INVITES_AGAIN = 3600;

    private Refusals() {}

    /** @param command a connection revoked already is a conflict, a pairing is a bad request (contract, sections 2.4 and 3) */
    static ApiError translate(Refusal refusal, Object command) {
        if (refusal == Refusal.ALREADY_REVOKED && command instanceof ConnectionCommand) {
            return ApiError.of(409, refusal.name(), message(refusal));
        }
        if (refusal == Refusal.INVALID_STATUS && command instanceof ChangePermission) {
            return ApiError.of(400, refusal.name(), "This pairing is over, so its permission stays as it was; propose a new one.");
        }
        return translate(refusal);
    }

    private static ApiError translate(Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> ApiError.notFound();
            case FORBIDDEN -> ApiError.forbidden("This was your own invite; only the invited account can answer it.");
            case UNAUTHORIZED -> ApiError.unauthorized();
            case RATE_LIMITED -> ApiError.rateLimited("You have sent as many invites as one hour allows.", INVITES_AGAIN);
            case UNAVAILABLE -> ApiError.unavailable("The service cannot store this now; read before you send it again, for it may be stored.");
            default -> ApiError.of(status(refusal), refusal.name(), message(refusal));
        };
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case CONNECTION_NOT_ACTIVE, AGENT_NOT_CONNECTED, TARGET_NOT_CONNECTED, INVALID_STATUS, ALREADY_REVOKED,
                 SELF_CONNECTION -> 400;
            case UNAUTHORIZED -> 401;
            case AGENT_NOT_AVAILABLE, PLAN_LIMIT_REACHED, CANNOT_CONFIRM_OWN, CANNOT_DECLINE_OWN, NOT_YOUR_PROPOSAL,
                 SESSION_REQUIRED, FORBIDDEN, KEY_LIMIT_REACHED, BLOCKED -> 403;
            case NOT_FOUND, AGENT_NOT_FOUND -> 404;
            case PAIRING_EXISTS, ALREADY_CONNECTED, INVITE_PENDING, ALREADY_PROCESSED, AGENT_ID_TAKEN, ALREADY_DISCONNECTED,
                 EMAIL_TAKEN, SELF_REVOKE -> 409;
            case PRECONDITION_FAILED -> 412;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    private static String message(Refusal refusal) {
        return switch (refusal) {
            case CONNECTION_NOT_ACTIVE -> "This connection is not active: it must be accepted, and not revoked.";
            case AGENT_NOT_FOUND -> "my_agent_id must be an agent of yours, and their_agent_id one of the connected account.";
            case AGENT_NOT_CONNECTED -> "Your agent has no public key; connect it first.";
            case TARGET_NOT_CONNECTED -> "Their agent has no public key; it must be connected first.";
            case AGENT_NOT_AVAILABLE -> "Their agent is not available for connections; its account can change that.";
            case PAIRING_EXISTS -> "A pending or active pairing of these two agents exists already.";
            case PLAN_LIMIT_REACHED -> "The plan allows no more of these; end one that is not needed, or take a larger plan.";
            case INVALID_STATUS -> "Only a pending pairing can be confirmed, declined or withdrawn, and this one is not.";
            case CANNOT_CONFIRM_OWN -> "The last change of this pairing was yours; only the other account can confirm it.";
            case CANNOT_DECLINE_OWN -> "The last change of this pairing was yours; you can withdraw it, the other account can decline it.";
            case NOT_YOUR_PROPOSAL -> "The last change of this pairing was not yours; you can confirm or decline it.";
            case SESSION_REQUIRED -> "To revoke a pairing takes a session, or an API key with the scope pairings:revoke.";
            case ALREADY_REVOKED -> "This is revoked already.";
            case SELF_CONNECTION -> "An account cannot be connected to itself; invite another address.";
            case BLOCKED -> "One of you two has blocked the other; nobody can invite until that is lifted.";
            case ALREADY_CONNECTED -> "You are connected with this account already.";
            case INVITE_PENDING -> "An invite between you and this address waits already; accept, reject or cancel it.";
            case ALREADY_PROCESSED -> "This invite has been answered already.";
            case AGENT_ID_TAKEN -> "An agent of yours has this agent_id already; choose another one.";
            case ALREADY_DISCONNECTED -> "This agent is disconnected already.";
            case EMAIL_TAKEN -> "An account with this address exists already; sign in, or use another address.";
            case KEY_LIMIT_REACHED -> "Your plan allows no more API keys; revoke one that is not needed, or take a larger plan.";
            case SELF_REVOKE -> "An API key cannot revoke itself; use a session or another key.";
            case PRECONDITION_FAILED -> "The pairing has changed since you read it; read it again and decide anew.";
            case NOT_FOUND, FORBIDDEN, UNAUTHORIZED, RATE_LIMITED, UNAVAILABLE ->
                    throw new IllegalArgumentException(refusal + " has a form of its own");
        };
    }
}
