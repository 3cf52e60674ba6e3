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
        return new SpringTransactionManager(new JdbcTransactionManager(new PipelinedSource(database)));
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
