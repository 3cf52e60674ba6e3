package dev.agentpairing.queryside.blocks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class BlocksTable extends Table<UUID, BlockRow> {

    BlocksTable(ViewsDatabase database) {
        super(database, "view_block", "uuid", "block_id", "blocker_id", "blocked_id", "blocked_at", "unblocked_at");
    }

    @Override
    protected UUID key(BlockRow row) {
        return row.blockId();
    }

    @Override
    protected BlockRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static BlockRow read(ResultSet values) throws SQLException {
        return new BlockRow(id(values, "block_id"), id(values, "blocker_id"), id(values, "blocked_id"), time(values, "blocked_at"),
                time(values, "unblocked_at"));
    }

    @Override
    protected List<@Nullable Object> values(BlockRow row) {
        return Arrays.asList(row.blockId(), row.blockerId(), row.blockedId(), row.blockedAt(), row.unblockedAt());
    }
}
