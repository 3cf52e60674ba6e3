package dev.agentpairing.queryside.rows;

import javax.sql.DataSource;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Where the views are kept. What a projection writes takes part in the transaction that its thread is in. */
public final class ViewsDatabase {

    private final Dialect dialect;
    private final DataSource source;
    private final JdbcTemplate jdbc;
    private final TransactionManager transactions;

    public ViewsDatabase(DataSource source) {
        this.dialect = Dialect.of(source);
        this.source = source;
        this.jdbc = new JdbcTemplate(source);
        this.transactions = new SpringTransactionManager(new JdbcTransactionManager(source));
        if (dialect == Dialect.H2) {
            jdbc.update("update token_entry set owner = null"); // the file belongs to one process: whoever had the claim is gone
        }
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
}
