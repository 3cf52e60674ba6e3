package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The disk of a database, without room for one more event. Really so where {@code -Dpairing.trial.disk} names a folder on a small disk
 * that holds its tables; else the database says so of each append.
 */
final class FullDisk {

    private static final String FOLDER = System.getProperty("pairing.trial.disk", "");
    private static final int BLOCK = 1 << 13;

    private final Consumer<String> sql;

    FullDisk(Consumer<String> sql) {
        this.sql = sql;
    }

    void fill() {
        if (!FOLDER.isEmpty()) {
            fillFile();
            return;
        }
        sql.accept("""
                create or replace function disk_is_full() returns trigger language plpgsql as
                $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$""");
        sql.accept("create trigger full_disk before insert on domain_event for each statement execute function disk_is_full()");
    }

    void makeRoom() {
        try {
            if (FOLDER.isEmpty()) {
                sql.accept("drop trigger full_disk on domain_event");
            } else {
                Files.delete(filler());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path filler() {
        return Path.of(FOLDER, "filler");
    }

    private static void fillFile() {
        try (var out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            return; // full
        }
    }
}
