package dev.agentpairing.queryside.processor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;

import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.rows.Dialect;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
class ViewsProcessorTest {

    private static final int PROCESSES = 4;
    private static final int ROUNDS = 20;

    @Test
    void processes_that_begin_on_a_new_database_at_the_same_instant_give_its_tokens_one_name() {
        try (var side = RunningQuerySide.fresh(Dialect.POSTGRESQL)) {
            for (int round = 0; round < ROUNDS; round++) {
                side.bean(JdbcTemplate.class).update("delete from token_entry where processor_name = '__config'");
                var together = new CyclicBarrier(PROCESSES);
                var names = Stream.generate(() -> CompletableFuture.supplyAsync(
                                () -> begun(side, together).retrieveStorageIdentifier(), task -> Thread.ofPlatform().start(task)))
                        .limit(PROCESSES).toList();
                assertThat(names.stream().map(CompletableFuture::join).distinct()).hasSize(1);
            }
        }
    }

    private static TokenStore begun(RunningQuerySide side, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new ViewsProcessor().tokenStore(side.bean(ViewsDatabase.class));
    }
}
