package dev.agentpairing.commandside.axon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Counts the events of each command of a batch, by the correlation id that they carry, while they are on their way into the store.
 * A writer learns from the count how many of them the read model has to show.
 */
final class EventTally implements MessageDispatchInterceptor<EventMessage<?>> {

    private static final String KEY = EventTally.class.getName();

    static Map<String, Integer> of(UnitOfWork<?> unitOfWork) {
        return unitOfWork.root().getOrComputeResource(KEY, _ -> new HashMap<>());
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        if (CurrentUnitOfWork.isStarted()) {
            var tally = of(CurrentUnitOfWork.get());
            events.forEach(event -> {
                if (event.getMetaData().get("correlationId") instanceof String command) {
                    tally.merge(command, 1, Integer::sum);
                }
            });
        }
        return (_, event) -> event;
    }
}
