package dev.agentpairing.commandside.storage;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A database whose transactions are {@linkplain PipelinedConnection pipelined}. Spring takes it for the one behind it, so whatever takes
 * part in such a transaction needs to know nothing about it.
 */
final class PipelinedSource extends DelegatingDataSource implements InfrastructureProxy {

    private PipelinedSource(DataSource database) {
        super(database);
    }

    static TransactionManager transactions(DataSource database) {
        var transactions = new JdbcTransactionManager(new PipelinedSource(database));
        transactions.setRollbackOnCommitFailure(true); // of what is sent with the commit, a part may have been carried out
        return new SpringTransactionManager(transactions);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return PipelinedConnection.over(super.getConnection());
    }

    @Override
    public Object getWrappedObject() {
        return obtainTargetDataSource();
    }
}
