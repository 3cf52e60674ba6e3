package dev.agentpairing.queryside.rows;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The few connections by which the projections write, and their transactions. They are apart from the program's own because on
 * PostgreSQL they commit without waiting for the disk: a batch that a crash takes away takes its token with it and is replayed.
 *
 * <p>One type holds them all, so that neither becomes the program's data source or transaction manager.
 */
public final class ViewsDatabase implements AutoCloseable {

    private static final int CONNECTIONS = 3;

    /** Rows are only ever looked up by key here; a plan made while a table was small must not go on scanning it when it has grown. */
    private static final String FOR_PROJECTIONS = "set synchronous_commit = off; set enable_seqscan = off";

    private final Dialect dialect;
    private final HikariDataSource source;
    private final JdbcTemplate jdbc;
    private final TransactionManager transactions;

    /** @param main where to connect to */
    public ViewsDatabase(HikariDataSource main) {
        this.dialect = Dialect.of(main);
        this.source = new HikariDataSource(likeButSmall(main));
        this.jdbc = new JdbcTemplate(source);
        this.transactions = new SpringTransactionManager(new JdbcTransactionManager(source));
        if (dialect == Dialect.H2) {
            jdbc.update("update token_entry set owner = null"); // the file belongs to one process: whoever had the claim is gone
        }
    }

    private HikariConfig likeButSmall(HikariDataSource main) {
        var config = new HikariConfig();
        main.copyStateTo(config);
        config.setPoolName("views");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionInitSql(dialect == Dialect.POSTGRESQL ? FOR_PROJECTIONS : null);
        return config;
    }

    public Dialect dialect() {
        return dialect;
    }

    public DataSource source() {
        return source;
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    public TransactionManager transactions() {
        return transactions;
    }

    @Override
    public void close() {
        source.close();
    }
}
