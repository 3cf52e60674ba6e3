package dev.agentpairing.gateway.http.bus;

import java.util.Map;

import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.request.LogFields;
import dev.agentpairing.messages.request.RequestName;

import static org.assertj.core.api.Assertions.assertThat;

class NamedQueriesTest {

    private static final QueryMessage<?, ?> QUERY = new GenericQueryMessage<>("question", ResponseTypes.instanceOf(String.class));

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void a_query_takes_along_which_request_it_is_asked_for_and_whose_and_nothing_else() {
        MDC.put(LogFields.REQUEST, "the-request");
        MDC.put(LogFields.ACCOUNT, "the-account");
        MDC.put(LogFields.TRACE, "the-trace");
        assertThat(NamedQueries.named(QUERY).getMetaData())
                .isEqualTo(Map.of(RequestName.KEY, "the-request", Actor.ACCOUNT, "the-account"));
    }

    @Test
    void what_the_service_asks_by_itself_takes_nothing_along() {
        assertThat(NamedQueries.named(QUERY).getMetaData()).isEmpty();
    }
}
