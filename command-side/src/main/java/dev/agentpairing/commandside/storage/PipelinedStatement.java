package dev.agentpairing.commandside.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.storage.Pipeline.Batch;
import dev.agentpairing.commandside.storage.Pipeline.Setter;

/** A statement of a {@link PipelinedConnection}: a batch, until something else is wanted of it. */
final class PipelinedStatement implements InvocationHandler {

    private final Connection shown;
    private final String sql;
    private final Pipeline pipeline;
    private final List<List<Setter>> rows = new ArrayList<>();
    private final Map<Integer, Setter> row = new TreeMap<>();
    private @Nullable PreparedStatement direct;

    /** @param shown the connection that the statement says it is of */
    PipelinedStatement(Connection shown, String sql, Pipeline pipeline) {
        this.shown = shown;
        this.sql = sql;
        this.pipeline = pipeline;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (direct == null) {
            switch (method.getName()) {
                case String name when name.equals("addBatch") && arguments == null -> {
                    rows.add(List.copyOf(row.values())); // what was set for one row stays for the next
                    return null;
                }
                case "executeBatch" -> {
                    return keep();
                }
                case "getConnection" -> {
                    return shown;
                }
                case "close" -> {
                    return null;
                }
                case String name when name.startsWith("set") && arguments != null && arguments.length > 1 -> {
                    var setter = new Setter(method, arguments);
                    row.put(setter.place(), setter);
                    return null;
                }
                default -> direct = direct();
            }
        }
        if (method.getName().startsWith("execute")) {
            pipeline.send();
        }
        return Pipeline.call(direct, method, arguments);
    }

    private int[] keep() throws Throwable {
        var results = new int[rows.size()];
        Arrays.fill(results, PreparedStatement.SUCCESS_NO_INFO);
        if (!rows.isEmpty()) {
            pipeline.keep(new Batch(sql, List.copyOf(rows)));
            rows.clear();
        }
        return results;
    }

    private PreparedStatement direct() throws Throwable {
        var statement = pipeline.direct(sql);
        Pipeline.fill(statement, rows);
        for (var setter : row.values()) {
            setter.on(statement, 0);
        }
        return statement;
    }
}
