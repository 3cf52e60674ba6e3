package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.http.ApiError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestRateTest {

    private static final UUID ACCOUNT = UUID.randomUUID();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final RequestRate rate = new RequestRate(6, clock);

    @Test
    void a_minute_holds_so_many_and_no_more() {
        use(6);
        assertThat(refusal().headers()).containsEntry("Retry-After", "10");
        assertThatCode(() -> rate.count(UUID.randomUUID())).doesNotThrowAnyException();
    }

    @Test
    void who_waits_as_told_may_go_on_even_when_it_asked_in_vain_meanwhile() {
        use(6);
        now = now.plusSeconds(9);
        assertThat(refusal().status()).isEqualTo(429);
        now = now.plusSeconds(1);
        use(1);
        assertThat(refusal().status()).isEqualTo(429);
    }

    @Test
    void zero_is_off() {
        var off = new RequestRate(0, clock);
        assertThatCode(() -> off.count(ACCOUNT)).doesNotThrowAnyException();
    }

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            rate.count(ACCOUNT);
        }
    }

    private ApiError refusal() {
        return catchThrowableOfType(ApiError.class, () -> rate.count(ACCOUNT));
    }
}
