package dev.agentpairing.commandside.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** The streams that the current unit of work has read ahead. Each is taken once; what is left goes with the unit of work. */
final class StreamsAhead {

    private static final String RESOURCE = StreamsAhead.class.getName();

    private StreamsAhead() {}

    static void keep(Map<String, ? extends List<? extends DomainEventData<?>>> streams) {
        present().putAll(streams);
    }

    static boolean has(String stream) {
        return CurrentUnitOfWork.isStarted() && present().containsKey(stream);
    }

    static @Nullable List<? extends DomainEventData<?>> take(String stream) {
        return CurrentUnitOfWork.isStarted() ? present().remove(stream) : null;
    }

    private static Map<String, List<? extends DomainEventData<?>>> present() {
        return CurrentUnitOfWork.get().root().getOrComputeResource(RESOURCE, name -> new HashMap<>());
    }
}
