package dev.agentpairing.commandside.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps the batches of a transaction back and sends them together with its commit, so that a transaction that only
 * writes is one round trip to the database instead of one for each batch and one for the commit. PostgreSQL's driver sends statements that
 * stand in one text, separated by semicolons, without waiting for the answers in between; when one fails, none of the later ones is
 * carried out, the commit least of all (PostgreSQL, chapter "Message Flow", part "Pipelining").
 *
 * <p>What is kept back is sent before anything else is asked of the database, so every statement sees what came before it. But a batch
 * fails only when it is sent, and how many rows it changed is not told.
 */
final class PipelinedConnection implements InvocationHandler {

    /** Every combination of rows is a text of its own, which the database prepares: with up to 16 rows all writes were slower, measured. */
    private static final int MOST_ROWS = 4;

    private final Connection connection;
    private final List<Batch> kept = new ArrayList<>();
    private boolean keeping = true;

    private PipelinedConnection(Connection connection) {
        this.connection = connection;
    }

    static Connection over(Connection connection) {
        return proxy(Connection.class, new PipelinedConnection(connection));
    }

    /** @param rows of each row, what sets its values */
    record Batch(String sql, List<List<Setter>> rows) {}

    /** A call that sets the value of one place, which is its first argument. */
    record Setter(Method method, Object[] arguments) {

        void on(PreparedStatement statement, int offset) throws Throwable {
            var moved = arguments.clone();
            moved[0] = place() + offset;
            call(statement, method, moved);
        }

        int place() {
            return (Integer) arguments[0];
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement" -> {
                if (arguments != null && arguments.length == 1 && !connection.getAutoCommit()) {
                    var statement = new PipelinedStatement((Connection) proxy, (String) arguments[0], this);
                    return proxy(PreparedStatement.class, statement);
                }
                keepNothing();
            }
            case "createStatement", "prepareCall", "setSavepoint", "unwrap" -> keepNothing();
            case "setAutoCommit" -> send(false);
            case "commit" -> {
                send(true);
                keeping = true;
            }
            case "rollback" -> {
                kept.clear();
                keeping = true;
            }
            default -> {}
        }
        return call(connection, method, arguments);
    }

    void keep(Batch batch) throws Throwable {
        kept.add(batch);
        if (!keeping) {
            send(false);
        }
    }

    /** What is handed out now can ask the database at any time, until the transaction ends. */
    private void keepNothing() throws Throwable {
        send(false);
        keeping = false;
    }

    /** A statement that goes to the database by itself. */
    PreparedStatement direct(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    void send(boolean withCommit) throws Throwable {
        var batches = List.copyOf(kept);
        kept.clear();
        if (batches.stream().mapToInt(batch -> batch.rows.size()).sum() > MOST_ROWS) {
            for (var batch : batches) {
                sendAlone(batch);
            }
        } else if (!batches.isEmpty()) {
            sendTogether(batches, withCommit);
        }
    }

    private void sendTogether(List<Batch> batches, boolean withCommit) throws Throwable {
        var text = batches.stream().flatMap(batch -> batch.rows.stream().map(_ -> batch.sql)).collect(Collectors.joining("; "));
        try (var all = connection.prepareStatement(withCommit ? text + "; commit" : text)) {
            int offset = 0;
            for (var batch : batches) {
                for (var row : batch.rows) {
                    for (var setter : row) {
                        setter.on(all, offset);
                    }
                    offset += row.stream().mapToInt(Setter::place).max().orElse(0);
                }
            }
            all.execute();
        }
    }

    private void sendAlone(Batch batch) throws Throwable {
        try (var statement = connection.prepareStatement(batch.sql)) {
            fill(statement, batch.rows);
            statement.executeBatch();
        }
    }

    static void fill(PreparedStatement statement, List<List<Setter>> rows) throws Throwable {
        for (var row : rows) {
            for (var setter : row) {
                setter.on(statement, 0);
            }
            statement.addBatch();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PipelinedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
