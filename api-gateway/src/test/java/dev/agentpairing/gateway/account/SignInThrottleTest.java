package dev.agentpairing.gateway.account;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.house.SetClock;
import dev.agentpairing.gateway.http.ApiError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SignInThrottleTest {

    private static final UUID ADDRESS = UUID.randomUUID();

    private final SetClock clock = new SetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void after_ten_failures_the_right_password_is_refused_too() {
        fail(10);
        assertThat(refusal().headers()).containsEntry("Retry-After", "601");
        assertThat(throttle.attempt(UUID.randomUUID(), () -> true)).isTrue();
    }

    @Test
    void a_success_before_that_starts_the_count_anew() {
        fail(9);
        assertThat(throttle.attempt(ADDRESS, () -> true)).isTrue();
        fail(9);
        assertThat(throttle.attempt(ADDRESS, () -> true)).isTrue();
    }

    @Test
    void failures_older_than_ten_minutes_do_not_count() {
        fail(10);
        clock.pass(Duration.ofMinutes(10));
        assertThat(throttle.attempt(ADDRESS, () -> true)).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.attempt(ADDRESS, () -> false)).isFalse();
        }
    }

    private ApiError refusal() {
        return catchThrowableOfType(ApiError.class, () -> throttle.attempt(ADDRESS, () -> true));
    }
}
