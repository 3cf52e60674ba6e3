package dev.agentpairing.queryside.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.deadletter.DeadLetterQuery.Place;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

/** Takes part in the transaction that its thread is in, as the tables of the views do. */
final class DeadLetterTable {

    private static final String SELECT = "select * from dead_letter where ";
    private static final String OF_STREAMS = SELECT + "view_name = ? and stream = any(?) order by id";
    private static final String PARKED = SELECT + "discarded_at is null";

    private final JdbcTemplate jdbc;

    DeadLetterTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Nobody else can settle them before the end of the transaction. Whoever had to wait for a lock does not see what has been parked
     * meanwhile, and so looks again until nothing is new.
     */
    List<DeadLetterRow> lock(String view, Collection<String> streams) {
        var rows = ofStreams(OF_STREAMS + " for update", view, streams);
        for (var again = rows; !rows.isEmpty(); rows = again) {
            again = ofStreams(OF_STREAMS + " for update", view, streams);
            if (again.equals(rows)) {
                return rows;
            }
        }
        return rows;
    }

    /** Null where it is gone, or discarded. */
    @Nullable DeadLetterRow lock(UUID id) {
        return DataAccessUtils.singleResult(jdbc.query(PARKED + " and id = ? for update", DeadLetterTable::row, id));
    }

    List<DeadLetterRow> ofStreams(String view, Collection<String> streams) {
        return ofStreams(OF_STREAMS, view, streams);
    }

    private List<DeadLetterRow> ofStreams(String sql, String view, Collection<String> streams) {
        return jdbc.query(connection -> {
            var statement = connection.prepareStatement(sql);
            statement.setString(1, view);
            statement.setArray(2, connection.createArrayOf("varchar", streams.toArray()));
            return statement;
        }, DeadLetterTable::row);
    }

    List<DeadLetterRow> discarded() {
        return jdbc.query(SELECT + "discarded_at is not null", DeadLetterTable::row);
    }

    boolean anyParked() {
        return !jdbc.queryForList("select id from dead_letter where discarded_at is null limit 1").isEmpty();
    }

    long countParked() {
        return jdbc.queryForObject("select count(*) from dead_letter where discarded_at is null", Long.class);
    }

    /** One more than asked for, to know whether more follows. */
    List<DeadLetterRow> page(int limit, @Nullable Place after) {
        var sql = new StringBuilder(PARKED);
        var parameters = new ArrayList<@Nullable Object>();
        if (after != null) { // said twice: H2 finds no place in an index by the pair
            sql.append(" and since <= ? and (since, id) < (?, ?)");
            parameters.addAll(List.of(bind(after.since()), bind(after.since()), after.id()));
        }
        sql.append(" order by since desc, id desc limit ?");
        parameters.add(limit + 1);
        return jdbc.query(sql.toString(), DeadLetterTable::row, parameters.toArray());
    }

    void insert(DeadLetterRow row) {
        jdbc.update("insert into dead_letter (id, view_name, stream, sequence_number, event, cause, since) values (?, ?, ?, ?, ?, ?, ?)",
                row.id(), row.view(), row.stream(), row.sequence(), row.event(), row.cause(), bind(row.since()));
    }

    void discard(UUID id, Instant at) {
        jdbc.update("update dead_letter set discarded_at = ? where id = ?", bind(at), id);
    }

    void delete(UUID id) {
        jdbc.update("delete from dead_letter where id = ?", id);
    }

    void deleteParked(String view) {
        jdbc.update("delete from dead_letter where view_name = ? and discarded_at is null", view);
    }

    private static DeadLetterRow row(ResultSet row, int number) throws SQLException {
        return new DeadLetterRow(id(row, "id"), row.getString("view_name"), row.getString("stream"), row.getLong("sequence_number"),
                row.getString("event"), row.getString("cause"), time(row, "since"), time(row, "discarded_at") != null);
    }
}
