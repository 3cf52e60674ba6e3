package dev.agentpairing.gateway.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An empty database of its own for one program. */
record Store(String url, String user) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, user);
    }
}
