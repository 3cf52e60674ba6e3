package dev.agentpairing.queryside.processor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessingException;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.SubscribingEventProcessor;

/**
 * Axon's subscribing processor without a unit of work of its own: handlers only collect what is written when the append's is committed.
 * It can also be handed events that are in the log already.
 */
final class ViewsSubscriber extends SubscribingEventProcessor {

    private final List<EventHandlerInvoker> views;
    private final Map<Class<?>, List<EventHandlerInvoker>> takers = new ConcurrentHashMap<>();

    ViewsSubscriber(Builder builder, EventHandlerInvoker views) {
        super(builder);
        this.views = views instanceof MultiEventHandlerInvoker several ? several.delegates() : List.of(views);
    }

    @Override
    protected void process(List<? extends EventMessage<?>> events) {
        takeAll(events, event -> spanFactory.createProcessEventSpan(false, event).runCallable(() -> take(event)));
    }

    private static void takeAll(List<? extends EventMessage<?>> events, Taking taking) {
        try {
            for (var event : events) {
                taking.take(event);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EventProcessingException("A view could not take an event", e);
        }
    }

    @FunctionalInterface
    private interface Taking {

        EventMessage<?> take(EventMessage<?> event) throws Exception;
    }

    private EventMessage<?> take(EventMessage<?> event) throws Exception {
        for (var view : takers(event.getPayloadType())) {
            view.handle(event, Segment.ROOT_SEGMENT);
        }
        return event;
    }

    /** Whether some view shows something of such payloads. */
    boolean wants(Class<?> payload) {
        return !takers(payload).isEmpty();
    }

    private List<EventHandlerInvoker> takers(Class<?> payload) {
        return takers.computeIfAbsent(payload, type -> views.stream().filter(view -> view.canHandleType(type)).toList());
    }

    /** Empties every view. In a unit of work. */
    void reset() {
        eventHandlerInvoker().performReset();
    }

    /** In a unit of work, which is committed by the caller. What happened long ago is in nobody's trace. */
    void replay(List<? extends EventMessage<?>> events) {
        takeAll(events, this::take);
    }
}
