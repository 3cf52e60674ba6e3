package dev.agentpairing.queryside.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryBusSpanFactory;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.tracing.NoOpSpanFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DirectQueryBusTest {

    private static final String NAME = "length";

    private final DirectQueryBus bus = new DirectQueryBus(
            SimpleQueryBus.builder(), DefaultQueryBusSpanFactory.builder().spanFactory(NoOpSpanFactory.INSTANCE).build());

    private CompletableFuture<Integer> ask(String payload) {
        return DefaultQueryGateway.builder().queryBus(bus).build().query(NAME, payload, ResponseTypes.instanceOf(Integer.class));
    }

    private Registration answer(MessageHandler<QueryMessage<?, Integer>> handler) {
        return bus.subscribe(NAME, Integer.class, handler);
    }

    @Test
    void a_query_gets_the_answer_of_its_handler() {
        answer(query -> query.getPayload().toString().length());

        assertThat(ask("four")).isCompletedWithValue(4);
    }

    @Test
    void an_answer_that_comes_later_is_waited_for() {
        var later = new CompletableFuture<Integer>();
        answer(_ -> later);
        var asked = ask("four");

        assertThat(asked).isNotDone();
        later.complete(4);
        assertThat(asked).isCompletedWithValue(4);
    }

    @Test
    void an_answer_may_be_nothing() {
        answer(_ -> null);

        assertThat(ask("four")).isCompletedWithValue(null);
    }

    @Test
    void what_a_handler_throws_reaches_who_asked() {
        answer(_ -> {
            throw new IllegalArgumentException("no");
        });

        assertThat(ask("four")).failsWithin(Duration.ZERO)
                .withThrowableThat().withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_query_that_nobody_answers_any_longer_is_told_so() {
        answer(_ -> 4).cancel();

        assertThat(ask("four")).failsWithin(Duration.ZERO)
                .withThrowableThat().withCauseInstanceOf(NoHandlerForQueryException.class);
    }
}
