package dev.agentpairing.gateway.http.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.gateway.house.Database;
import dev.agentpairing.gateway.house.SetClock;
import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.idempotency.Claims.Outcome.Answered;
import dev.agentpairing.gateway.http.idempotency.Claims.Outcome.Granted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Who may run a request, as time goes by and nodes die. */
@ParameterizedClass
@EnumSource(Database.class)
class ClaimsTest {

    private static final KeyedRequest REQUEST = new KeyedRequest(new UUID(1, 1), "key", "fingerprint");
    private static final KeptAnswer ANSWER = new KeptAnswer(201, "ETag: \"x\"", new byte[] {'{', '}'});

    private final Database database;
    private final String url;
    private final HikariDataSource source = new HikariDataSource();
    private final GatewayDatabase keys;
    private final SetClock clock = new SetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Claims one;
    private final Claims other;

    ClaimsTest(Database database) throws Exception {
        this.database = database;
        url = database.freshUrl();
        source.setJdbcUrl(url);
        source.setUsername(database.user());
        source.setPassword(database.user());
        keys = new GatewayDatabase(source);
        one = new Claims(new KeyTable(keys), clock);
        other = new Claims(new KeyTable(keys), clock);
    }

    @AfterEach
    void stop() {
        keys.close();
        source.close();
        database.forget(url);
    }

    @Test
    void one_node_has_it_and_the_other_is_told_to_wait_until_there_is_an_answer() {
        var claim = granted(one);
        assertThat(claim.again()).isFalse();
        assertThat(refusal(other)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
        one.keep(claim, ANSWER);
        assertThat(other.claim(REQUEST)).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.answer().status()).isEqualTo(201);
            assertThat(answered.answer().headers()).isEqualTo(ANSWER.headers());
            assertThat(answered.answer().body()).isEqualTo(ANSWER.body());
        });
    }

    @Test
    void the_claim_of_a_node_that_died_runs_out_and_the_next_attempt_is_one_of_the_same_request() {
        var died = granted(one);
        pass(Duration.ofSeconds(3));
        var next = granted(other);
        assertThat(next.again()).isTrue();
        assertThat(next.requestId()).isEqualTo(died.requestId());
        assertThat(next.nextCommand().requestId()).isEqualTo(died.nextCommand().requestId());
        assertThat(refusal(one)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
    }

    @Test
    void a_claim_is_held_for_as_long_as_its_request_runs() {
        granted(one);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(2));
            one.renew();
            other.renew();
            assertThat(refusal(other)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
        }
    }

    @Test
    void who_comes_back_after_its_claim_was_taken_over_changes_nothing() {
        var late = granted(one);
        pass(Duration.ofSeconds(3));
        var next = granted(other);
        one.keep(late, new KeptAnswer(500, "", new byte[0]));
        one.giveUp(late);
        one.leave(late);
        assertThat(refusal(one)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
        other.keep(next, ANSWER);
        one.giveUp(late);
        assertThat(one.claim(REQUEST)).isInstanceOf(Answered.class);
    }

    @Test
    void after_an_attempt_that_nobody_knows_the_end_of_the_next_one_follows_at_once() {
        var unknown = granted(one);
        one.leave(unknown);
        assertThat(granted(other).again()).isTrue();
    }

    @Test
    void after_an_attempt_that_did_nothing_the_key_is_as_good_as_new() {
        var first = granted(one);
        one.giveUp(first);
        var another = new KeyedRequest(REQUEST.accountId(), REQUEST.key(), "another fingerprint");
        assertThat(other.claim(another)).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.claim().again()).isFalse();
            assertThat(granted.claim().requestId()).isNotEqualTo(first.requestId());
        });
    }

    @Test
    void an_answer_is_kept_for_a_day() {
        one.keep(granted(one), ANSWER);
        pass(Duration.ofHours(24).minusMillis(1));
        one.forgetOld();
        assertThat(one.claim(REQUEST)).isInstanceOf(Answered.class);
        pass(Duration.ofMillis(1));
        assertThat(granted(one).again()).isFalse();
    }

    @Test
    void keys_of_the_day_before_are_forgotten_but_not_what_still_runs() {
        one.keep(granted(one), ANSWER);
        var died = new KeyedRequest(REQUEST.accountId(), "died", "fingerprint");
        var runs = new KeyedRequest(REQUEST.accountId(), "runs", "fingerprint");
        one.claim(died);
        other.claim(runs);
        pass(Duration.ofHours(24));
        other.renew();
        one.forgetOld();
        assertThat(new KeyTable(keys).find(REQUEST)).isNull();
        assertThat(new KeyTable(keys).find(died)).isNull();
        assertThat(new KeyTable(keys).find(runs)).isNotNull();
    }

    private void pass(Duration time) {
        clock.pass(time);
    }

    private static Claim granted(Claims claims) {
        return ((Granted) claims.claim(REQUEST)).claim();
    }

    private static String refusal(Claims claims) {
        return catchThrowableOfType(ApiError.class, () -> claims.claim(REQUEST)).code();
    }
}
