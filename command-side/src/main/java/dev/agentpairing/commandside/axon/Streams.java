package dev.agentpairing.commandside.axon;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;

/**
 * All streams of one kind, as seen inside the current unit of work: what is recorded here is stored when it commits, together with
 * what is recorded in any other stream.
 */
final class Streams<A extends EventSourced<S, E>, S, E> {

    private final Repository<A> repository;
    private final Function<List<E>, A> start;
    private final S nothing;
    private final Consumer<Aggregate<A>> found;
    private final Consumer<Collection<UUID>> ahead;

    Streams(Repository<A> repository, Function<List<E>, A> start, S nothing) {
        this(repository, start, nothing, _ -> {}, _ -> {});
    }

    /**
     * @param found told of each stream that is there when it is asked for
     * @param ahead reads many streams with one question, so that loading them needs none
     */
    Streams(
            Repository<A> repository, Function<List<E>, A> start, S nothing, Consumer<Aggregate<A>> found,
            Consumer<Collection<UUID>> ahead) {
        this.repository = repository;
        this.start = start;
        this.nothing = nothing;
        this.found = found;
        this.ahead = ahead;
    }

    /** The stream of that id; an empty one if nothing happened there yet. */
    Stream find(UUID id) {
        Recorded.uses(id.toString());
        try {
            var aggregate = repository.load(id.toString());
            found.accept(aggregate);
            return new Stream(aggregate);
        } catch (AggregateNotFoundException e) {
            return new Stream(null);
        }
    }

    List<Stream> findAll(Collection<UUID> ids) {
        ahead.accept(ids);
        return ids.stream().map(this::find).toList();
    }

    /** The first events of a stream that cannot exist yet. */
    void start(List<E> events) {
        try {
            repository.newInstance(() -> start.apply(events));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot start a stream", e);
        }
    }

    final class Stream {

        private final @Nullable Aggregate<A> aggregate;

        private Stream(@Nullable Aggregate<A> aggregate) {
            this.aggregate = aggregate;
        }

        S state() {
            return aggregate == null ? nothing : aggregate.invoke(EventSourced::state);
        }

        /** Sequence number of the last event; -1 if there is none. */
        long version() {
            return aggregate == null ? -1 : aggregate.version();
        }

        /** @throws org.axonframework.commandhandling.CommandExecutionException if the rule refused; nothing is recorded then */
        void record(Decision<E> decision) {
            switch (decision) {
                case Decision.Refused<E>(var refusal) -> throw Refusals.because(refusal);
                case Decision.Accepted<E>(var events) -> record(events);
            }
        }

        void record(List<? extends E> events) {
            if (events.isEmpty()) {
                return;
            }
            if (aggregate == null) {
                start(List.copyOf(events));
            } else {
                aggregate.execute(root -> root.record(events));
            }
        }
    }
}
