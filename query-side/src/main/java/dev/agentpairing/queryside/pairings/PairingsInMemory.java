package dev.agentpairing.queryside.pairings;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.log.LogQuery.Grown;
import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.log.Elsewhere;
import dev.agentpairing.queryside.pairings.PairingRows.Seen;
import dev.agentpairing.queryside.rows.ReadThrough;

import static dev.agentpairing.queryside.rows.Columns.id;

/**
 * Rows in memory, for the two questions that are asked most: may this agent send to that one, and what is under this connection. A row
 * that this node writes is dropped before the write is acknowledged; one that another node writes, when {@link #look} is called 150 ms
 * later or more. Where the views follow the log, another process may write them unnoticed, so nothing is kept; neither is while streams
 * wait for an operator, because any node may take them up again.
 */
final class PairingsInMemory implements Elsewhere.Listener, MeterBinder {

    private static final int PAIRS = 50_000;
    private static final int AGENTS = 20_000;
    private static final int LISTED = 50_000;

    /** More than this is dropped by dropping everything. */
    private static final int MOST_GROWN = 2_000;

    private static final String UNDER = PairingRows.ALL + "where p.connection_id = ? order by p.created_at desc, p.pairing_id desc";
    private static final String CHANGED = "select connection_id, agent_a, agent_b from view_pairing where pairing_id = any(?)";

    /** The open one, or else the one revoked last. */
    private static final String LATEST = PairingRows.ALL + """
            where p.agent_a = ? and p.agent_b = ?
            order by case when p.status = 'REVOKED' then 1 else 0 end, p.revoked_at desc, p.pairing_id desc
            limit 1""";

    private final ReadThrough<AgentPair, PairingRow> latest = new ReadThrough<>(PAIRS, (pair, row) -> 1);
    private final ReadThrough<UUID, AgentRow> agents = new ReadThrough<>(AGENTS, (agent, row) -> 1);
    private final ReadThrough<UUID, List<Seen<PairingRow>>> under = new ReadThrough<>(LISTED, (connection, rows) -> rows.size() + 1);
    private final JdbcTemplate jdbc;
    private final PairingRows rows;
    private final Elsewhere elsewhere;
    private final DeadLetters letters;
    private final boolean viewsFollow;

    PairingsInMemory(
            JdbcTemplate jdbc, PairingRows rows, Elsewhere elsewhere, DeadLetters letters,
            @Value("${pairing.views.tracking:false}") boolean viewsFollow) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.elsewhere = elsewhere;
        this.letters = letters;
        this.viewsFollow = viewsFollow;
        elsewhere.tell(this);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        latest.watch(registry, "pairs");
        agents.watch(registry, "agents");
        under.watch(registry, "lists");
    }

    /** To be called before the others, once for each question. */
    void look() {
        if (!viewsFollow) {
            elsewhere.look();
        }
    }

    private boolean keeps() {
        return !letters.any();
    }

    @Nullable PairingRow latest(AgentPair pair) {
        return (keeps() ? latest.get(pair, this::readLatest) : readLatest(pair)).orElse(null);
    }

    private Optional<PairingRow> readLatest(AgentPair pair) {
        return rows.pairings(null, LATEST, pair.a(), pair.b()).stream().map(Seen::row).findFirst();
    }

    /** All pairings of a connection, newest first. */
    List<Seen<PairingRow>> under(UUID connection) {
        return (keeps() ? under.get(connection, this::readUnder) : readUnder(connection)).orElseThrow();
    }

    private Optional<List<Seen<PairingRow>>> readUnder(UUID connection) {
        return Optional.of(rows.pairings(null, UNDER, connection));
    }

    /** By their ids; one that does not exist is absent. */
    Map<UUID, AgentRow> agents(Collection<UUID> ids) {
        if (!keeps()) {
            return rows.agents(null, ids);
        }
        var found = new HashMap<UUID, AgentRow>(ids.size() * 2);
        agents.getAll(ids, missing -> rows.agents(null, missing)).forEach((id, row) -> row.ifPresent(agent -> found.put(id, agent)));
        return found;
    }

    void drop(PairingRow changed) {
        latest.drop(changed.agents());
        under.drop(changed.connectionId());
    }

    void drop(AgentRow changed) {
        agents.drop(changed.agentId());
    }

    @Override
    public void grown(List<Grown> streams) {
        if (streams.size() > MOST_GROWN) {
            unknown();
            return;
        }
        var pairings = new HashSet<UUID>();
        for (var stream : streams) {
            switch (stream.type()) {
                case "Pairing" -> pairings.add(UUID.fromString(stream.stream()));
                case "Agent" -> agents.drop(UUID.fromString(stream.stream()));
                default -> { }
            }
        }
        if (!pairings.isEmpty()) {
            dropAll(pairings);
        }
    }

    private void dropAll(Collection<UUID> pairings) {
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(CHANGED);
            statement.setArray(1, connection.createArrayOf("uuid", pairings.toArray()));
            return statement;
        }, row -> {
            latest.drop(new AgentPair(id(row, "agent_a"), id(row, "agent_b")));
            under.drop(id(row, "connection_id"));
        });
    }

    @Override
    public void unknown() {
        latest.clear();
        agents.clear();
        under.clear();
    }
}
