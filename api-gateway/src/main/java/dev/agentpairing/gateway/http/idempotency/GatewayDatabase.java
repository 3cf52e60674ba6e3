package dev.agentpairing.gateway.http.idempotency;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.stereotype.Component;

/** The gateway's own table and few connections, so that keys wait for each other and, but on H2, for nobody else. Opened when a key comes. */
@Component
final class GatewayDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final HikariDataSource source;

    /** @param main where to connect to */
    GatewayDatabase(DataSource main) throws SQLException {
        var flyway = Flyway.configure()
                .dataSource(main)
                .locations("classpath:db/gateway")
                .table("gateway_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (!e.getMessage().startsWith("Unable to baseline")) {
                throw e;
            }
            flyway.migrate(); // another process, which began at the same instant, has made the table of the history
        }
        var config = new HikariConfig();
        main.unwrap(HikariDataSource.class).copyStateTo(config);
        config.setPoolName("idempotency");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        source = new HikariDataSource(config);
    }

    DataSource source() {
        return source;
    }

    @Override
    public void close() {
        source.close();
    }
}
