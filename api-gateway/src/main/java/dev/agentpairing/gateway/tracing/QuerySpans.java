package dev.agentpairing.gateway.tracing;

import org.axonframework.queryhandling.DefaultQueryBusSpanFactory;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanFactory;

import dev.agentpairing.messages.deadletter.DeadLetterQuery.CountDeadLetters;
import dev.agentpairing.messages.freshness.ReadinessQuery;

/** As Axon's own, but for what is asked for an operator's probes and metrics. */
final class QuerySpans extends DefaultQueryBusSpanFactory {

    QuerySpans(SpanFactory spans) {
        super(builder().spanFactory(spans));
    }

    private static boolean isRoutine(QueryMessage<?, ?> query) {
        return ReadinessQuery.class.isAssignableFrom(query.getPayloadType()) || query.getPayloadType() == CountDeadLetters.class;
    }

    @Override
    public Span createQuerySpan(QueryMessage<?, ?> query, boolean distributed) {
        return isRoutine(query) ? Untraced.INSTANCE : super.createQuerySpan(query, distributed);
    }

    @Override
    public Span createQueryProcessingSpan(QueryMessage<?, ?> query) {
        return isRoutine(query) ? Untraced.INSTANCE : super.createQueryProcessingSpan(query);
    }

    @Override
    public Span createResponseProcessingSpan(QueryMessage<?, ?> query) {
        return isRoutine(query) ? Untraced.INSTANCE : super.createResponseProcessingSpan(query);
    }
}
