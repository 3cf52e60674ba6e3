package dev.agentpairing.gateway.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Request.Steps;

/**
 * Looks for an order of the operations on one pair in which each has its answer, and none comes before one that was answered before it
 * was asked. Begun changes are carried out only when an answer cannot be explained otherwise; reads and refusals change nothing, so each
 * is ticked off in the first state that explains it. What was never answered can happen at any later time, or never. Of several such
 * changes that are the same only the first is tried.
 */
final class Linearization {

    private static final int MOST_POSSIBILITIES = 100_000;

    private final List<Operation> operations;
    private final Map<String, Side> unclaimed;
    private final Map<String, String> ends;
    private final Map<Integer, Operation> pending = new LinkedHashMap<>();
    private final Set<Integer> answered = new HashSet<>();

    /**
     * @param unclaimed pairings that were seen though nobody was told that they were proposed, and who did
     * @param ends what the last answers say that happened to each pairing: a way that does not lead there is not followed
     */
    private Linearization(List<Operation> operations, Map<String, Side> unclaimed, Map<String, String> ends) {
        this.operations = operations;
        this.unclaimed = unclaimed;
        this.ends = ends;
    }

    /** Looks straight for the known end; where there is no way, anywhere, because then it is told best what went wrong. */
    static @Nullable Contradiction contradiction(Collection<Operation> operations, Map<String, Side> unclaimed) {
        var all = List.copyOf(operations);
        var ends = all.stream().filter(it -> it.late() && it.request() instanceof Steps)
                .collect(Collectors.toMap(it -> it.request().pairing(), it -> String.valueOf(it.answer()), (_, last) -> last));
        var found = new Linearization(all, unclaimed, ends).contradiction();
        try {
            return found == null ? null : Objects.requireNonNullElse(new Linearization(all, unclaimed, Map.of()).contradiction(), found);
        } catch (TooMany e) {
            return found;
        }
    }

    private static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1;

        private TooMany(Operation before) {
            super("There are too many possibilities before " + before);
        }
    }

    private record Moment(long at, boolean begins, Operation operation) {}

    private @Nullable Contradiction contradiction() {
        Set<Possibility> possible = Set.of(Possibility.FIRST);
        for (var moment : moments()) {
            var operation = moment.operation;
            if (moment.begins) {
                pending.put(operation.number(), operation);
                possible = operation.mayChange() ? possible : possible.stream().map(this::settled).collect(Collectors.toSet());
                continue;
            }
            var tried = new LinkedHashSet<>(possible);
            possible = explaining(operation, tried);
            if (possible.isEmpty()) {
                return contradiction(operation, tried);
            }
            pending.remove(operation.number());
            answered.add(operation.number());
        }
        return null;
    }

    private List<Moment> moments() {
        var begins = operations.stream().map(it -> new Moment(it.start(), true, it));
        var ends = operations.stream().filter(Operation::isAnswered).map(it -> new Moment(it.end(), false, it));
        return Stream.concat(begins, ends).sorted(Comparator.comparingLong(Moment::at).thenComparing(it -> !it.begins)).toList();
    }

    /** @param tried everything that was looked at is added */
    private Set<Possibility> explaining(Operation operation, Set<Possibility> tried) {
        var found = new HashSet<Possibility>();
        var waiting = new ArrayDeque<>(tried);
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.has(operation)) {
                found.add(next.without(Set.of(operation.number())));
                continue;
            }
            for (var further : changed(next)) {
                if (tried.add(further)) {
                    waiting.add(further);
                }
            }
            if (tried.size() > MOST_POSSIBILITIES) {
                throw new TooMany(operation);
            }
        }
        return found;
    }

    /** By each of the changes that are under way. */
    private List<Possibility> changed(Possibility from) {
        var further = new ArrayList<Possibility>();
        var tried = new HashSet<List<Object>>();
        for (var operation : pending.values()) {
            if (operation.mayChange() && !from.has(operation) && (operation.isAnswered() || tried.add(operation.asked()))) {
                for (var id : ids(operation, from.pair())) {
                    var outcome = Rules.act(from.pair(), operation, id);
                    if (fits(operation, outcome, from)) {
                        further.add(settled(forgetting(new Possibility(outcome.after(), from.done(), operation)
                                .and(Set.of(operation.number())))));
                    }
                }
            }
        }
        return further;
    }

    private boolean fits(Operation operation, Rules.Outcome outcome, Possibility from) {
        var latest = outcome.after().latest();
        if (latest != null && !latest.leadsTo(ends.get(latest.id()))) {
            return false;
        }
        return operation.answer() == null ? !outcome.after().equals(from.pair()) : operation.answer().equals(outcome.answer());
    }

    /** What a proposal may have been given as its id. Each is given once. */
    private List<String> ids(Operation operation, Pair pair) {
        if (!(operation.request() instanceof Propose) || operation.isAnswered()) {
            return List.of(Objects.requireNonNullElse(operation.created(), ""));
        }
        return unclaimed.entrySet().stream().filter(it -> it.getValue() == operation.side() && !pair.has(it.getKey()))
                .map(Map.Entry::getKey).toList();
    }

    /** What was never answered makes no difference any more when its pairing is over. */
    private Possibility forgetting(Possibility possibility) {
        return possibility.without(possibility.done().stream().filter(number -> {
            var operation = Objects.requireNonNull(pending.get(number));
            var pairing = possibility.pair().find(operation.request().pairing());
            return !operation.isAnswered() && pairing != null && pairing.isOver();
        }).collect(Collectors.toSet()));
    }

    private Possibility settled(Possibility possibility) {
        return possibility.and(pending.values().stream()
                .filter(it -> it.isAnswered() && !it.mayChange() && !possibility.has(it) && showsAllThatItMust(it, possibility))
                .filter(it -> Rules.act(possibility.pair(), it, null).answer().equals(it.answer()))
                .map(Operation::number).collect(Collectors.toSet()));
    }

    private boolean showsAllThatItMust(Operation read, Possibility possibility) {
        return read.shows().stream().allMatch(number -> answered.contains(number) || possibility.done().contains(number));
    }

    private static Contradiction contradiction(Operation operation, Set<Possibility> tried) {
        var lasts = tried.stream().map(Possibility::last).filter(Objects::nonNull).distinct().limit(5).toList();
        var answers = tried.stream().map(it -> Rules.act(it.pair(), operation, operation.created()).answer()).distinct().limit(5).toList();
        return new Contradiction(operation, lasts, "it could have been answered " + answers + ", after");
    }
}
