package dev.agentpairing.commandside.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;

import org.jspecify.annotations.Nullable;

/**
 * A connection whose batches go through a {@link Pipeline} while there is a transaction. Every statement sees what was written before it:
 * what is kept back is sent before anything else is asked of the database. But a batch fails only when it is sent, and how many rows it
 * changed is not told.
 */
final class PipelinedConnection implements InvocationHandler {

    private final Connection connection;
    private final Pipeline pipeline;

    private PipelinedConnection(Connection connection) {
        this.connection = connection;
        this.pipeline = new Pipeline(connection);
    }

    static Connection over(Connection connection) {
        return proxy(Connection.class, new PipelinedConnection(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement" -> {
                if (arguments != null && arguments.length == 1 && !connection.getAutoCommit()) {
                    var statement = new PipelinedStatement((Connection) proxy, (String) arguments[0], pipeline);
                    return proxy(PreparedStatement.class, statement);
                }
                pipeline.keepNothing();
            }
            case "createStatement", "prepareCall", "setSavepoint", "unwrap" -> pipeline.keepNothing();
            case "setAutoCommit" -> pipeline.send();
            case "commit" -> pipeline.sendWithCommit();
            case "rollback" -> {
                pipeline.drop(arguments == null);
                if (connection.isClosed()) { // is rolled back, and what closed it has been told
                    return null;
                }
            }
            default -> {}
        }
        return Pipeline.call(connection, method, arguments);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PipelinedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
