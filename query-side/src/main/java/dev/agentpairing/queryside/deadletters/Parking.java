package dev.agentpairing.queryside.deadletters;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.axonframework.eventhandling.DomainEventMessage;

import dev.agentpairing.queryside.rows.Gate;
import dev.agentpairing.queryside.rows.Held;

/** The dead letters of one view. */
public final class Parking implements Gate {

    private final DeadLetters letters;
    private final String view;

    Parking(DeadLetters letters, String view) {
        this.letters = letters;
        this.view = view;
    }

    /**
     * Whether one of these streams is held back. To be asked before its rows are read: what is settled in between, the rows show then.
     * Where no view holds anything back, this asks nothing.
     */
    public boolean holdsBack(Collection<?> streams) {
        return letters.any() && letters.table().ofStreams(view, texts(streams)).stream().anyMatch(row -> !row.discarded());
    }

    /** Of these streams; for whoever reads the log. */
    public Map<String, Set<Long>> discarded(Collection<?> streams) {
        return letters.table().ofStreams(view, texts(streams)).stream().filter(DeadLetterRow::discarded).collect(
                Collectors.groupingBy(DeadLetterRow::stream, Collectors.mapping(DeadLetterRow::sequence, Collectors.toSet())));
    }

    private static List<String> texts(Collection<?> streams) {
        return streams.stream().map(Object::toString).toList();
    }

    @Override
    public boolean isOpen() {
        var known = letters.known();
        return known != null && known.isEmpty();
    }

    @Override
    public boolean isForOthers() {
        return Lift.current().filter(lift -> !lift.concerns(view)).isPresent();
    }

    @Override
    public Map<String, Held> held(Set<String> streams) {
        return letters.rows(view, streams).stream().collect(
                Collectors.groupingBy(DeadLetterRow::stream, Collectors.collectingAndThen(Collectors.toList(), Parking::heldBy)));
    }

    private static Held heldBy(List<DeadLetterRow> letters) {
        return new Held(
                letters.stream().filter(row -> !row.discarded()).mapToLong(DeadLetterRow::sequence).min().orElse(Long.MAX_VALUE),
                letters.stream().filter(DeadLetterRow::discarded).map(DeadLetterRow::sequence).collect(Collectors.toSet()));
    }

    @Override
    public boolean parks() {
        return letters.parks();
    }

    @Override
    public <E extends Exception> void park(DomainEventMessage<?> event, E cause) throws E {
        if (isForOthers()) {
            return;
        }
        if (!parks()) {
            throw cause;
        }
        var stream = event.getAggregateIdentifier();
        long sequence = event.getSequenceNumber();
        if (heldBy(letters.table().lock(view, Set.of(stream))).passes(sequence)) {
            var why = new Cause(cause);
            letters.park(new DeadLetterRow(DeadLetterRow.id(view, stream, sequence), view, stream, sequence,
                    event.getPayloadType().getSimpleName(), why.inWords(), Instant.now().truncatedTo(ChronoUnit.MICROS), false), why);
        } else {
            letters.forget(); // another process has parked it, while this one had found that nothing waits
        }
    }

    @Override
    public void forget() {
        letters.forget();
    }

    @Override
    public void empty() {
        letters.empty(view);
    }
}
