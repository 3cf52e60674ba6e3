package dev.agentpairing.gateway.security;

import java.time.Duration;
import java.util.UUID;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.agentpairing.gateway.http.ApiError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestRateTest {

    private static final UUID ACCOUNT = UUID.randomUUID();

    private long nanos;
    private MockHttpServletResponse answer = new MockHttpServletResponse();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final RequestRate rate = new RequestRate(6, time);

    @Test
    void a_minute_holds_so_many_and_no_more_however_they_are_spread_over_it() {
        use(3);
        pass(Duration.ofSeconds(40));
        use(3);
        assertThat(refusal().code()).isEqualTo("RATE_LIMITED");
        pass(Duration.ofSeconds(19));
        assertThat(refusal().headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void one_account_does_not_use_up_the_minute_of_another() {
        use(6);
        assertThatCode(() -> rate.count(UUID.randomUUID(), answer)).doesNotThrowAnyException();
    }

    @Test
    void who_waits_as_told_has_a_whole_minute_again_even_when_it_asked_in_vain_meanwhile() {
        use(6);
        assertThat(refusal().headers()).containsEntry("Retry-After", "60");
        pass(Duration.ofSeconds(59));
        refusal();
        pass(Duration.ofSeconds(1));
        use(6);
        refusal();
    }

    @Test
    void every_answer_tells_the_rule_what_is_left_of_it_and_when_it_begins_anew() {
        use(1);
        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=6;w=60");
        assertThat(answer.getHeader("RateLimit")).isEqualTo("\"default\";r=5;t=60");
        pass(Duration.ofMillis(12_400));
        use(5);
        assertThat(answer.getHeaders("RateLimit")).containsExactly("\"default\";r=0;t=48");
        answer = new MockHttpServletResponse();
        refusal();
        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=6;w=60");
        assertThat(answer.getHeader("RateLimit")).isEqualTo("\"default\";r=0;t=48");
    }

    @Test
    void zero_is_off_and_tells_nothing() {
        new RequestRate(0, time).count(ACCOUNT, answer);
        assertThat(answer.getHeaderNames()).isEmpty();
    }

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            rate.count(ACCOUNT, answer);
        }
    }

    private void pass(Duration so) {
        nanos += so.toNanos();
    }

    private ApiError refusal() {
        return catchThrowableOfType(ApiError.class, () -> rate.count(ACCOUNT, answer));
    }
}
