package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.deadletters.Parking;
import dev.agentpairing.queryside.pairings.PairingRows.Seen;

import static dev.agentpairing.queryside.rows.Columns.bind;

/** May this agent send to that one? Answered from memory where possible, since it is asked before every file. */
final class CheckAnswers {

    /** Of the pair's pairings the one that was open then is still open, or was revoked later than all that was over. */
    private static final String THEN = PairingRows.ALL + """
            where p.agent_a = ? and p.agent_b = ? and p.created_at <= ?
            order by p.revoked_at desc nulls first, p.pairing_id desc
            limit 1""";

    private static final String OF_PAIR = "select pairing_id from view_pairing where agent_a = ? and agent_b = ?";

    private final JdbcTemplate jdbc;
    private final PairingsInMemory memory;
    private final PairingRows rows;
    private final DeadLetters letters;
    private final Parking parking;

    CheckAnswers(JdbcTemplate jdbc, PairingsInMemory memory, PairingRows rows, DeadLetters letters) {
        this.jdbc = jdbc;
        this.memory = memory;
        this.rows = rows;
        this.letters = letters;
        this.parking = letters.of(CheckAnswers.class);
    }

    /** What is held back may be a revocation, or the end of an agent: then nobody knows. */
    @QueryHandler
    @Nullable Verdict answer(Check query) {
        var pair = AgentPair.of(query.from(), query.to());
        boolean unknown = letters.any() && isHeldBack(pair);
        var verdict = query.asOf() == null ? now(query, pair) : then(query, query.asOf(), pair);
        if (unknown && verdict != null) {
            throw DeadLetters.unknown();
        }
        return verdict;
    }

    private boolean isHeldBack(AgentPair pair) {
        var streams = jdbc.queryForList(OF_PAIR, UUID.class, pair.a(), pair.b());
        streams.addAll(List.of(pair.a(), pair.b()));
        return parking.holdsBack(streams);
    }

    private @Nullable Verdict now(Check query, AgentPair pair) {
        memory.look();
        var agents = memory.agents(List.of(query.from(), query.to()));
        return verdict(query, agents.get(query.from()), agents.get(query.to()), () -> memory.latest(pair));
    }

    private @Nullable Verdict then(Check query, Instant asOf, AgentPair pair) {
        var agents = rows.agents(asOf, List.of(query.from(), query.to()));
        return verdict(query, agents.get(query.from()), agents.get(query.to()), () -> {
            var pairings = rows.pairings(asOf, THEN, pair.a(), pair.b(), bind(asOf));
            return pairings.isEmpty() ? null : pairings.getFirst().row();
        });
    }

    /** Somebody else's agent and none at all are the same to who asks, so that nobody learns which ids there are (contract, section 1). */
    private static @Nullable Verdict verdict(
            Check query, @Nullable AgentRow from, @Nullable AgentRow to, Supplier<@Nullable PairingRow> latest) {
        var asking = query.accountId();
        boolean isSender = isOf(asking, from);
        boolean isReceiver = isOf(asking, to);
        if (!isSender && !isReceiver || isDeleted(from) || isDeleted(to)) {
            return null;
        }
        if (isSender && isReceiver) {
            return new Verdict(Reason.SAME_ACCOUNT, null, null);
        }
        var pairing = from == null || to == null ? null : latest.get();
        return pairing == null ? new Verdict(Reason.NO_PAIRING, null, null)
                : new Verdict(reason(pairing.status(), pairing.permissionOf(from.accountId())),
                        pairing.pairingId(), pairing.permissionOf(asking));
    }

    private static boolean isOf(UUID accountId, @Nullable AgentRow agent) {
        return agent != null && agent.accountId().equals(accountId);
    }

    private static boolean isDeleted(@Nullable AgentRow agent) {
        return agent != null && agent.deleted();
    }

    private static Reason reason(PairingStatus status, Permission ofSender) {
        return switch (status) {
            case PENDING -> Reason.PENDING;
            case REVOKED -> Reason.REVOKED;
            case ACTIVE -> ofSender == Permission.RECEIVE_ONLY ? Reason.DIRECTION : Reason.PAIRED;
        };
    }
}
