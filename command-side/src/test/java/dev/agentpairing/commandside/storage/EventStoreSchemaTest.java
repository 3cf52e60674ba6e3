package dev.agentpairing.commandside.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
class EventStoreSchemaTest {

    private static final int NODES = 4;

    @RepeatedTest(2)
    void nodes_that_start_at_the_same_instant_make_the_tables_once() {
        var database = new DriverManagerDataSource(TestPostgres.freshDatabase("schema"));
        var jdbc = new JdbcTemplate(database);
        var together = new CyclicBarrier(NODES);

        Stream.generate(() -> CompletableFuture.runAsync(() -> migrate(database, together), task -> Thread.ofPlatform().start(task)))
                .limit(NODES).toList().forEach(CompletableFuture::join);

        assertThat(jdbc.queryForList("select version from command_side_schema_history where success order by installed_rank", String.class))
                .contains("1").doesNotHaveDuplicates();
    }

    private static void migrate(DriverManagerDataSource database, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        EventStoreSchema.migrate(database);
    }
}
