package dev.agentpairing.gateway.h2;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * When a connection may write. Its transaction takes the turn with its first statement that changes or locks anything, and gives it back
 * when it ends. A thread that uses two connections has the turn for both.
 */
final class Turn {

    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Connection connection;
    private final ReentrantLock turn;
    private boolean taken;

    Turn(Connection connection, ReentrantLock turn) {
        this.connection = connection;
        this.turn = turn;
    }

    Connection connection() {
        return proxy(Connection.class, (_, method, arguments) -> onConnection(method, arguments));
    }

    private @Nullable Object onConnection(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            var result = call(connection, method, arguments);
            return result instanceof Statement statement ? shown(method.getReturnType(), statement, first(arguments)) : result;
        } finally {
            if (ends(method.getName(), arguments)) {
                give();
            }
        }
    }

    private static boolean ends(String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "commit", "close", "abort" -> true;
            case "rollback" -> arguments == null; // not to a savepoint
            case "setAutoCommit" -> arguments != null && arguments[0].equals(true);
            default -> false;
        };
    }

    private <T> T shown(Class<T> type, Statement statement, String sql) {
        return proxy(type, (_, method, arguments) -> onStatement(statement, sql, method, arguments));
    }

    private @Nullable Object onStatement(Statement statement, String sql, Method method, Object @Nullable [] arguments) throws Throwable {
        if (!writes(method.getName(), sql + first(arguments))) {
            return call(statement, method, arguments);
        }
        boolean alone = connection.getAutoCommit();
        take();
        try {
            return call(statement, method, arguments);
        } finally {
            if (alone) {
                give();
            }
        }
    }

    private static boolean writes(String method, String sql) {
        return method.startsWith("execute") && (!method.equals("executeQuery") || sql.toLowerCase(Locale.ROOT).contains("for update"));
    }

    private void take() throws SQLException {
        try {
            if (!taken && !turn.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("Others have been writing to the database for " + LONGEST_WAIT_SECONDS + " s");
            }
            taken = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while others were writing to the database", e);
        }
    }

    /** A connection that another thread closes, at the end of the program, keeps its turn. */
    private void give() {
        if (taken && turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
        taken = false;
    }

    private static String first(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Turn.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
