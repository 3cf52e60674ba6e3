package dev.agentpairing.gateway.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.CountDeadLetters;

/** How many wait, of all views and nodes; asked when somebody looks at the metrics. */
@Component
class DeadLetterGauge {

    DeadLetterGauge(MeterRegistry registry, Queries queries) {
        Gauge.builder("pairing.dead.letters", queries, asked -> asked.ask(new CountDeadLetters(), Long.class))
                .description("Events that a view could not take, and that wait for an operator")
                .register(registry);
    }
}
