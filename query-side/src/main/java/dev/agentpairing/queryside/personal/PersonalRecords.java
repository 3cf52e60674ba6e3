package dev.agentpairing.queryside.personal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

/** Personal data by id, for the views that show it; what is not kept is absent. */
public class PersonalRecords {

    private final JdbcTemplate jdbc;

    PersonalRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Map<UUID, Person> persons(Collection<UUID> accountIds) {
        return byId("personal_person", "account_id", accountIds, row -> new Person(id(row, "account_id"), row.getString("email"),
                row.getString("name"), row.getString("password_hash")));
    }

    public Map<UUID, Invite> invites(Collection<UUID> connectionIds) {
        return byId("personal_invite", "connection_id", connectionIds,
                row -> new Invite(id(row, "connection_id"), row.getString("email"), row.getString("message")));
    }

    /** When each key or agent was seen last. */
    public Map<UUID, Instant> lastSeen(Collection<UUID> ids) {
        return byId("personal_last_seen", "id", ids, row -> time(row, "seen_at"));
    }

    private <T> Map<UUID, T> byId(String table, String key, Collection<UUID> ids, Reading<T> reading) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc.query(connection -> {
            var statement = connection.prepareStatement("select * from %s where %s = any(?)".formatted(table, key));
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return statement;
        }, (ResultSetExtractor<Map<UUID, T>>) rows -> {
            var found = new HashMap<UUID, T>();
            while (rows.next()) {
                found.put(id(rows, key), reading.of(rows));
            }
            return found;
        });
    }

    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }
}
