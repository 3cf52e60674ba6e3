package dev.agentpairing.commandside.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The batches of a transaction, kept back until its commit. A few rows are then sent together with the commit, in one round trip to the
 * database instead of one for each batch and one for the commit: PostgreSQL's driver sends statements that stand in one text, separated by
 * semicolons, without waiting for the answers in between; when one fails, none of the later ones is carried out, the commit least of all
 * (PostgreSQL, chapter "Message Flow", part "Pipelining").
 *
 * <p>A batch that had to be sent earlier may fail in the hands of somebody who asked for something else and makes little of it. So the
 * commit tells it again: the database would answer that it has rolled back, which the driver overlooks.
 */
final class Pipeline {

    /** Every combination of rows is a text of its own, which the database prepares: with up to 16 rows all writes were slower, measured. */
    private static final int MOST_ROWS = 4;

    private final Connection connection;
    private final List<Batch> kept = new ArrayList<>();
    private boolean keeping = true;
    private @Nullable Throwable failed;

    Pipeline(Connection connection) {
        this.connection = connection;
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

    void keep(Batch batch) throws Throwable {
        kept.add(batch);
        if (!keeping) {
            send();
        }
    }

    /** What is handed out now can ask the database at any time, until the transaction ends. */
    void keepNothing() throws Throwable {
        send();
        keeping = false;
    }

    /** A statement that goes to the database by itself. */
    PreparedStatement direct(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** @param all whether the transaction is over, or goes on from a savepoint */
    void drop(boolean all) {
        kept.clear();
        if (all) {
            keeping = true;
            failed = null;
        }
    }

    void sendWithCommit() throws Throwable {
        if (failed != null) {
            throw failed;
        }
        send("commit");
        keeping = true;
    }

    void send() throws Throwable {
        send(null);
    }

    private void send(@Nullable String last) throws Throwable {
        var batches = List.copyOf(kept);
        kept.clear();
        try {
            if (batches.stream().mapToInt(batch -> batch.rows.size()).sum() > MOST_ROWS) {
                for (var batch : batches) {
                    sendAlone(batch);
                }
            } else if (!batches.isEmpty()) {
                sendTogether(batches, last);
            }
        } catch (Throwable e) {
            failed = e;
            throw e;
        }
    }

    private void sendTogether(List<Batch> batches, @Nullable String last) throws Throwable {
        var texts = new ArrayList<String>();
        batches.forEach(batch -> batch.rows.forEach(_ -> texts.add(batch.sql)));
        if (last != null) {
            texts.add(last);
        }
        try (var all = connection.prepareStatement(String.join(";\n", texts))) {
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
        } catch (BatchUpdateException e) {
            throw e.getCause() instanceof SQLException cause ? cause : e; // the driver puts all values into the message of a batch
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

    static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
