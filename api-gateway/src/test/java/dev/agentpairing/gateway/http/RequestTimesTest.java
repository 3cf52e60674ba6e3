package dev.agentpairing.gateway.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestTimesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestTimes times = new RequestTimes(registry);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private long count(String... tags) {
        var timer = registry.find("http.server.requests").tags(tags).timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void requests_are_counted_by_method_pattern_and_outcome() throws Exception {
        for (int i = 0; i < 2; i++) {
            times.doFilter(new MockHttpServletRequest("GET", "/v1/pairings/1"), new MockHttpServletResponse(), (request, answer) ->
                    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/pairings/{id}"));
        }
        assertThat(count("method", "GET", "uri", "/v1/pairings/{id}", "status", "200", "outcome", "SUCCESS")).isEqualTo(2);
    }

    @Test
    void what_callers_make_up_becomes_no_tag() throws Exception {
        times.doFilter(new MockHttpServletRequest("BREW", "/made/up"), response, (request, answer) ->
                ((HttpServletResponse) answer).setStatus(405));
        assertThat(count("method", "UNKNOWN", "uri", "UNKNOWN", "status", "405", "outcome", "CLIENT_ERROR")).isEqualTo(1);
    }

    @Test
    void a_request_that_fails_is_counted_too() {
        assertThatThrownBy(() -> times.doFilter(new MockHttpServletRequest("GET", "/x"), response, (request, answer) -> {
            throw new ServletException("fails");
        })).hasMessage("fails");
        assertThat(count("uri", "UNKNOWN")).isEqualTo(1);
    }
}
