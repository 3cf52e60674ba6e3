package dev.agentpairing.gateway.tracing;

import org.axonframework.eventhandling.DefaultEventBusSpanFactory;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanFactory;

/** As Axon's own, but for the commit: that is the work of many requests, and would be shown as the work of the first. */
final class EventSpans extends DefaultEventBusSpanFactory {

    EventSpans(SpanFactory spans) {
        super(builder().spanFactory(spans));
    }

    @Override
    public Span createCommitEventsSpan() {
        return NoOpSpanFactory.NoOpSpan.INSTANCE;
    }
}
