package dev.agentpairing.gateway.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.freshness.ReadinessQuery;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

@RestController
@RequestMapping(produces = "application/json")
class HealthController {

    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);
    private static final Status OK = new Status("ok");

    private final Queries queries;

    HealthController(Queries queries) {
        this.queries = queries;
    }

    record Status(String status) {}

    @GetMapping("/livez")
    Status live() {
        return OK;
    }

    @GetMapping("/readyz")
    Status ready() {
        require(new CanWrite(), "Writes do not work now; please try again.");
        require(new CanRead(), "Reads do not work now; please try again.");
        return OK;
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    /** Whatever the problem is, it is not the caller's, and it may pass. */
    private void require(ReadinessQuery question, String otherwise) {
        boolean works;
        try {
            works = queries.ask(question, Boolean.class);
        } catch (RuntimeException e) {
            LOG.warn("Not ready: {}", deepest(e).toString());
            works = false;
        }
        if (!works) {
            throw ApiError.unavailable(otherwise);
        }
    }
}
