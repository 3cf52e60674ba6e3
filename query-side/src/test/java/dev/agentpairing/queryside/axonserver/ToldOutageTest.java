package dev.agentpairing.queryside.axonserver;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.queryhandling.QueryExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ToldOutageTest {

    private static final ToldOutage TOLD = new ToldOutage(QueryExecutionException::new);
    private static final RuntimeException AWAY = new IllegalStateException(new CannotGetJdbcConnectionException("no connection"));

    private static ThrowingCallable answering(Callable<Object> answer) {
        return () -> TOLD.told(answer);
    }

    private static void isTold(Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(QueryExecutionException.class,
                told -> assertThat(told.getDetails()).contains(new Refused(Refusal.UNAVAILABLE)));
    }

    @Test
    void that_the_database_is_away_is_told_in_details() {
        assertThatThrownBy(answering(() -> {
            throw AWAY;
        })).satisfies(ToldOutageTest::isTold);
    }

    @Test
    void so_is_what_fails_later() throws Exception {
        var later = (CompletableFuture<?>) TOLD.told(() -> CompletableFuture.failedFuture(new TimeoutException()));
        assertThatThrownBy(later::join).cause().satisfies(ToldOutageTest::isTold);
    }

    @Test
    void a_mistake_of_ours_stays_one() {
        var mistake = new IllegalArgumentException("a mistake");
        assertThatThrownBy(answering(() -> {
            throw mistake;
        })).isSameAs(mistake);
    }

    @Test
    void an_answer_is_passed_on() throws Exception {
        assertThat(TOLD.told(() -> "answer")).isEqualTo("answer");
    }
}
