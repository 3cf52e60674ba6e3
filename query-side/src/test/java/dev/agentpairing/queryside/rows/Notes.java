package dev.agentpairing.queryside.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A small table to try tables with. */
final class Notes extends Table<UUID, Notes.Note> {

    record Note(UUID id, @Nullable UUID of, @Nullable String words) {}

    private Notes(ViewsDatabase database) {
        super(database, "note", "uuid", "id", "of_id", "words");
    }

    static Notes in(ViewsDatabase database) {
        database.jdbc().execute("create table note (id uuid primary key, of_id uuid, words varchar, version bigint not null)");
        return new Notes(database);
    }

    @Override
    protected Note row(ResultSet values) throws SQLException {
        return new Note(values.getObject("id", UUID.class), values.getObject("of_id", UUID.class), values.getString("words"));
    }

    @Override
    protected UUID key(Note note) {
        return note.id();
    }

    @Override
    protected List<@Nullable Object> values(Note note) {
        return Arrays.asList(note.id(), note.of(), note.words());
    }
}
