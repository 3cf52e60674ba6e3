package dev.agentpairing.gateway.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A long past, written straight into the log after the pattern of one pairing that was proposed, confirmed and revoked through the API.
 * That it is what the program writes is proved by the program: it fills its views from it, and decides by it.
 *
 * <p>Every second pairing under the connections of the chain stays active. Each is confirmed soon after its proposal; one that ends does so
 * long after, when the program has forgotten it.
 */
final class Past {

    private static final int BATCH = 1_000;
    private static final int CONFIRMED_AFTER = 200;
    private static final int REVOKED_AFTER = 40_000;

    private final Connection log;
    private final PreparedStatement insert;
    private final Patterns patterns;
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now;
    private long written;

    private Past(Connection log, Patterns patterns) throws SQLException {
        this.log = log;
        this.patterns = patterns;
        this.insert = log.prepareStatement("insert into domain_event (event_identifier, aggregate_identifier, sequence_number,"
                + " type, time_stamp, payload_type, payload_revision, payload, meta_data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.now = lookAround();
    }

    /**
     * While no program runs.
     *
     * @param sample revoked by its proposer, after it was active
     * @param events how many there shall be, more or less, of the chain
     * @param crowd how many pairings, all over, there shall be under the crowded connection
     * @return how many events were written
     */
    static long write(Store store, World world, Life sample, int events, int crowd) throws SQLException {
        try (var log = store.connect()) {
            log.setAutoCommit(false);
            var past = new Past(log, new Patterns(log, sample));
            past.live(lives(world, livesOf(events), crowd));
            past.insert.executeBatch();
            log.commit();
            return past.written;
        }
    }

    /** One that ends has five events, one that does not has three. */
    static int livesOf(int events) {
        return events / 4;
    }

    /** Throws where the program, with its views filled again, shows or decides something else. */
    static void mustShow(Api program, World world, int events) {
        int links = world.chain().size();
        for (int i = 0; i < links; i++) {
            var link = world.chain().get(i);
            int lives = (livesOf(events) - i + links - 1) / links;
            int shown = program.get("/v1/connections/" + link.id(), link.invitee().key()).get("pairing_count").intValue();
            int again = program.statusOfPost(link.pairings(), link.inviter().key(), link.pair(0).proposal());
            if (shown != (lives + 1) / 2 || again != 409) {
                throw new IllegalStateException("%d active pairings instead of %d; the first proposed again: %d".formatted(
                        shown, (lives + 1) / 2, again));
            }
        }
    }

    private static List<Life> lives(World world, int lives, int crowd) {
        var all = new ArrayList<Life>(lives + crowd);
        int links = world.chain().size();
        for (int i = 0; i < lives; i++) {
            all.add(Life.of(world.chain().get(i % links), i / links, i / links % 2 == 1));
        }
        for (int i = 0; i < crowd; i++) {
            all.add(Life.of(world.crowded(), i, true));
        }
        return all;
    }

    /** Where each stream goes on, and when. */
    private Instant lookAround() throws SQLException {
        var ends = "select aggregate_identifier, max(sequence_number) + 1, max(time_stamp) from domain_event group by aggregate_identifier";
        try (var query = log.prepareStatement(ends); var rows = query.executeQuery()) {
            var latest = Instant.EPOCH;
            while (rows.next()) {
                sequences.put(rows.getString(1), rows.getLong(2));
                var time = Instant.parse(rows.getString(3));
                latest = time.isAfter(latest) ? time : latest;
            }
            return latest.plusSeconds(1);
        }
    }

    private void live(List<Life> lives) throws SQLException {
        int last = lives.size();
        for (int i = 0; i < last + REVOKED_AFTER; i++) {
            if (i < last) {
                tell(lives.get(i), "PairOpened", "PairingProposed");
            }
            if (i >= CONFIRMED_AFTER && i - CONFIRMED_AFTER < last) {
                tell(lives.get(i - CONFIRMED_AFTER), "PairingConfirmed");
            }
            if (i >= REVOKED_AFTER && lives.get(i - REVOKED_AFTER).ends()) {
                tell(lives.get(i - REVOKED_AFTER), "PairingRevoked", "PairClosed");
            }
        }
    }

    /** What one command leaves. */
    private void tell(Life life, String... events) throws SQLException {
        now = now.plus(5, ChronoUnit.MICROS);
        var command = UUID.randomUUID();
        for (var event : events) {
            var stream = (event.startsWith("Pairing") ? life.id() : life.link().id()).toString();
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, stream);
            insert.setLong(3, sequences.merge(stream, 1L, Long::sum) - 1);
            patterns.fill(insert, 4, event, life, command, now);
            insert.addBatch();
            if (++written % BATCH == 0) {
                insert.executeBatch();
                log.commit();
            }
        }
    }
}
