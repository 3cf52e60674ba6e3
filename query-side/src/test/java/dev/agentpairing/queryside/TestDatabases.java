package dev.agentpairing.queryside;

import java.util.Map;
import java.util.UUID;

import dev.agentpairing.postgres.TestPostgres;
import dev.agentpairing.queryside.rows.Dialect;

/** Real databases, a new one for whoever asks. */
final class TestDatabases {

    private TestDatabases() {}

    /** Where to connect to, as Spring properties. */
    static Map<String, Object> fresh(Dialect dialect) {
        return switch (dialect) {
            case H2 -> at("jdbc:h2:mem:" + UUID.randomUUID()
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1", "pairing");
            case POSTGRESQL -> at(TestPostgres.freshDatabase("views"), "");
        };
    }

    private static Map<String, Object> at(String url, String user) {
        return Map.of("spring.datasource.url", url, "spring.datasource.username", user, "spring.datasource.password", user);
    }
}
