package dev.agentpairing.gateway.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.agentpairing.gateway.settings.DatabaseUrl;

/**
 * Lets one transaction at a time write to an H2 database, from its first write to its end; nobody waits to read. H2 writes its file at
 * each commit, and takes the present state of one table after the other for it. Of a transaction that writes meanwhile, the file then
 * holds some tables and not the others, and if the process is killed before the next commit, that is what is found at the next start
 * (issue 2080 of H2; so it is in its version 2.4.240). It does not help where the address says that H2 writes its file at other times too
 * ({@code WRITE_DELAY}) or for other processes ({@code AUTO_SERVER}).
 */
public final class OneWriter implements BeanPostProcessor, PriorityOrdered {

    /** Early, so that no pool is made before; but its settings are bound by then. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /** Before the pool opens its first connection. Pools that are made after its likeness share the turn. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && DatabaseUrl.isH2(pool.getJdbcUrl())) {
            pool.setDataSource(new InTurn(new DriverDataSource(pool.getJdbcUrl(), pool.getDriverClassName(),
                    pool.getDataSourceProperties(), pool.getUsername(), pool.getPassword())));
        }
        return bean;
    }

    private static final class InTurn extends DelegatingDataSource {

        private final ReentrantLock turn = new ReentrantLock(true);

        private InTurn(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return new Turn(super.getConnection(), turn).connection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return new Turn(super.getConnection(user, password), turn).connection();
        }
    }
}
