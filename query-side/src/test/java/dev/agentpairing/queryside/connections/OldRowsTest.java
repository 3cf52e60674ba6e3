package dev.agentpairing.queryside.connections;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** What an earlier release has written is right after the migration, without a rebuild. */
@ParameterizedClass
@EnumSource(Dialect.class)
class OldRowsTest {

    private static final String INDEX = "view_connection_of_invitee";

    private final DriverManagerDataSource database;
    private final JdbcTemplate sql;

    OldRowsTest(Dialect dialect) {
        var settings = RunningQuerySide.database(dialect);
        database = new DriverManagerDataSource(String.valueOf(settings.get("spring.datasource.url")),
                String.valueOf(settings.get("spring.datasource.username")), String.valueOf(settings.get("spring.datasource.password")));
        sql = new JdbcTemplate(database);
    }

    private void migrateTo(String version) {
        Flyway.configure().dataSource(database).locations("classpath:db/query-side").target(version).load().migrate();
    }

    /** Whether it was put aside by a rebuild that was cut short, or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void addresses_know_since_when_they_have_an_account_and_the_index_that_nobody_uses_is_gone(boolean putAside) {
        migrateTo("9");
        var known = UUID.randomUUID();
        var unknown = UUID.randomUUID();
        sql.update("insert into view_account values (?, ?, 'free', ?, 0, 0, 0, 0)", known, known, NOW.atOffset(ZoneOffset.UTC));
        sql.update("insert into view_connection_email values (?, ?, 0), (?, ?, 0)", known, known, unknown, unknown);
        if (putAside) {
            sql.execute("drop index " + INDEX);
            sql.update("insert into view_index values ('" + INDEX + "', 'create index'), ('other', 'create index')");
        }

        migrateTo("10");

        assertThat(openedAt(known)).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
        assertThat(openedAt(unknown)).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:00Z"));
        assertThat(sql.queryForList("select name from view_index", String.class)).isEqualTo(putAside ? List.of("other") : List.of());
        sql.execute("create index " + INDEX + " on view_connection (invitee_id)");
    }

    private OffsetDateTime openedAt(UUID account) {
        return sql.queryForObject("select opened_at from view_connection_email where account_id = ?", OffsetDateTime.class, account);
    }
}
