package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

/**
 * Which pairings are pending until when, in that order.
 *
 * @param rowsAtOnce how many rows one statement looks at: most are not pending any more, and there may be millions of them
 */
record DuePairings(JdbcTemplate jdbc, int rowsAtOnce) {

    static final int BATCH = 100;

    /** The place is said twice: H2 finds none in an index by the pair. */
    private static final String PENDING = """
            select pairing_id, due_at from view_pairing
            where status = 'PENDING' and due_at >= ? and (due_at, pairing_id) > (?, ?) and due_at <= ?
            order by due_at, pairing_id limit ?""";

    private static final String STRETCH = "select due_at from view_pairing where due_at > ? order by due_at limit 1 offset ?";

    /** Also a place in that order. */
    record Pending(Instant dueAt, UUID pairingId) {

        static Pending before(Instant moment) {
            return new Pending(moment, new UUID(0, 0));
        }

        static Pending after(Instant moment) {
            return new Pending(moment, new UUID(-1, -1));
        }
    }

    /** A batch at most. */
    List<Pending> between(Pending place, Instant until) {
        return jdbc.query(PENDING, (row, number) -> new Pending(time(row, "due_at"), id(row, "pairing_id")),
                bind(place.dueAt), bind(place.dueAt), place.pairingId, bind(until), BATCH);
    }

    /** How far from there one statement may look, and no farther than asked for. */
    Instant stretch(Pending place, Instant farthest) {
        var end = jdbc.query(STRETCH, (row, number) -> time(row, "due_at"), bind(place.dueAt), rowsAtOnce);
        return end.isEmpty() || end.getFirst().isAfter(farthest) ? farthest : end.getFirst();
    }
}
