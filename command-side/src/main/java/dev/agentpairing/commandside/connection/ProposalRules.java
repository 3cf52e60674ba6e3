package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.connection.Connection.Active;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.PairClosed;
import dev.agentpairing.messages.connection.ConnectionEvent.PairOpened;
import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;

import static java.util.Comparator.naturalOrder;

/** When two agents may be proposed to each other (contract, section 2.1, rows 3 to 10, in this order). */
public final class ProposalRules {

    private ProposalRules() {}

    /** What a proposal has to know of an agent. */
    public record Candidate(UUID owner, boolean hasKey, boolean available, Instant changedAt) {}

    /**
     * Both agents are there before their pairing is, whatever the clocks of the nodes say that changed them.
     *
     * @param mine the proposer's agent, null if there is none of that id; so for {@code theirs}
     * @param limit how many pairings may be open under the connection; null: any number
     */
    public static Decision<ConnectionEvent> open(
            Connection state, ProposePairing command, Caller caller,
            @Nullable Candidate mine, @Nullable Candidate theirs, @Nullable Integer limit) {
        if (!ConnectionRules.isParty(state, caller)) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        if (!(state instanceof Active active)) {
            return Decision.refuse(Refusal.CONNECTION_NOT_ACTIVE);
        }
        if (mine == null || !mine.owner().equals(caller.accountId())
                || theirs == null || !theirs.owner().equals(active.other(caller.accountId()))) {
            return Decision.refuse(Refusal.AGENT_NOT_FOUND);
        }
        if (!mine.hasKey()) {
            return Decision.refuse(Refusal.AGENT_NOT_CONNECTED);
        }
        if (!theirs.hasKey()) {
            return Decision.refuse(Refusal.TARGET_NOT_CONNECTED);
        }
        if (!theirs.available()) {
            return Decision.refuse(Refusal.AGENT_NOT_AVAILABLE);
        }
        var pair = AgentPair.of(command.myAgentId(), command.theirAgentId());
        if (active.open().containsKey(pair)) {
            return Decision.refuse(Refusal.PAIRING_EXISTS);
        }
        if (PlanLimits.reached(limit, active.open().size())) {
            return Decision.refuse(Refusal.PLAN_LIMIT_REACHED);
        }
        return Decision.accept(new PairOpened(command.connectionId(), command.pairingId(), pair.a(), pair.b(),
                Stream.of(command.at(), active.changedAt(), mine.changedAt(), theirs.changedAt()).max(naturalOrder()).orElseThrow()));
    }

    /** The place that a pairing held is free again. */
    public static PairClosed close(Connection state, UUID pairingId, AgentPair agents, Instant at) {
        return new PairClosed(state.parties().connectionId(), pairingId, agents.a(), agents.b(), ConnectionRules.notBefore(at, state));
    }
}
