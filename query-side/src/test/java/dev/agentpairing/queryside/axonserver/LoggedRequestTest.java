package dev.agentpairing.queryside.axonserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.queryhandling.QueryExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.messages.request.RequestName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoggedRequestTest {

    private static final LoggedRequest LOGGED = new LoggedRequest(QueryExecutionException::new);
    private static final GenericMessage<String> ASKED =
            new GenericMessage<>("question", Map.of(RequestName.KEY, "the-request", Actor.ACCOUNT, "the-account"));
    private static final Map<String, String> FIELDS = Map.of("request_id", "the-request", "account_id", "the-account");

    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggedRequest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        MDC.clear();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private static @Nullable Map<String, String> seen() throws Exception {
        var seen = new ArrayList<Map<String, String>>();
        LOGGED.over(ASKED, () -> seen.add(MDC.getCopyOfContextMap()));
        return seen.getFirst();
    }

    @Test
    void while_it_is_answered_lines_say_for_which_request_and_whose() throws Exception {
        assertThat(seen()).isEqualTo(FIELDS);
    }

    @Test
    void afterwards_they_do_not() throws Exception {
        seen();
        assertThat(MDC.get("request_id")).isNull();
    }

    @Test
    void what_the_thread_knows_already_it_still_knows_afterwards() throws Exception {
        MDC.put("request_id", "its-own");
        assertThat(seen()).containsEntry("request_id", "its-own").containsEntry("account_id", "the-account");
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request_id", "its-own"));
    }

    private void isLogged(Throwable told, String level) {
        assertThat(((HandlerExecutionException) told).getDetails()).isPresent(); // so that Axon does not log it again
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).hasToString(level);
            assertThat(line.getMDCPropertyMap()).isEqualTo(FIELDS);
        });
    }

    @Test
    void a_failure_is_logged_with_both() {
        assertThatThrownBy(() -> LOGGED.over(ASKED, () -> {
            throw new IllegalStateException("a mistake");
        })).satisfies(told -> isLogged(told, "ERROR"));
    }

    @Test
    void so_is_one_that_comes_later_on_another_thread() throws Exception {
        var failed = new CompletableFuture<Object>();
        var later = (CompletableFuture<?>) LOGGED.over(ASKED, () -> failed.thenApply(answer -> answer));
        Thread.ofVirtual().start(() -> failed.completeExceptionally(new IllegalStateException("a mistake"))).join();
        assertThatThrownBy(later::join).cause().satisfies(told -> isLogged(told, "ERROR"));
    }

    @Test
    void an_outage_is_a_warning() {
        var outage = new QueryExecutionException("away", null, new Refused(Refusal.UNAVAILABLE));
        assertThatThrownBy(() -> LOGGED.over(ASKED, () -> {
            throw outage;
        })).isSameAs(outage).satisfies(told -> isLogged(told, "WARN"));
    }

    @Test
    void what_fails_a_probe_is_told_by_whoever_probes() {
        assertThatThrownBy(() -> LOGGED.over(new GenericMessage<>(new CanRead()), () -> {
            throw new IllegalStateException("No node drives the views");
        })).hasMessageContaining("No node drives the views");
        assertThat(List.copyOf(lines.list)).isEmpty();
    }
}
