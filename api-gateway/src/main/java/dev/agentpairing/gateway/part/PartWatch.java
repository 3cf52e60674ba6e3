package dev.agentpairing.gateway.part;

import java.util.ArrayList;

import org.axonframework.messaging.Distributed;
import org.axonframework.queryhandling.QueryBus;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.agentpairing.gateway.settings.Part;
import dev.agentpairing.gateway.settings.Settings;
import dev.agentpairing.messages.freshness.ReadinessQuery;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

/** What runs of this folder, where the gateway does not. */
@ConditionalOnBooleanProperty(name = "pairing.run.api-gateway", havingValue = false)
public class PartWatch {

    @Bean
    PartHealth partsHealthIndicator(QueryBus everywhere, Environment environment) {
        var parts = Settings.parts(environment);
        var questions = new ArrayList<ReadinessQuery>();
        if (parts.contains(Part.COMMAND_SIDE)) {
            questions.add(new CanWrite());
        }
        if (parts.contains(Part.QUERY_SIDE)) {
            questions.add(new CanRead());
        }
        return new PartHealth(here(everywhere), questions);
    }

    private static QueryBus here(QueryBus everywhere) {
        return everywhere instanceof Distributed<?> distributed && distributed.localSegment() instanceof QueryBus local ? local : everywhere;
    }
}
