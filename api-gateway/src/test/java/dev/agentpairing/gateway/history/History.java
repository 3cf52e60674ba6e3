package dev.agentpairing.gateway.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import dev.agentpairing.gateway.history.Operation.PairName;

/** All that was asked about pairings, and answered. It must end with a list of everything under each connection. */
public final class History {

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(PairName pair, Side proposer) {}

    public void add(Operation operation) {
        operations.add(operation);
    }

    /** That there is such a pairing, which somebody may have proposed who was never answered. */
    public void saw(PairName pair, String pairing, Side proposer) {
        seen.put(pairing, new Seen(pair, proposer));
    }

    public Collection<Operation> operations() {
        return operations;
    }

    /** @param limit of the open pairings under each connection */
    public List<Contradiction> contradictions(int limit) {
        var known = operations.stream().map(Operation::created).filter(Objects::nonNull).collect(Collectors.toSet());
        var unclaimed = seen.entrySet().stream().filter(it -> !known.contains(it.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var found = new ArrayList<Contradiction>();
        new Visibility(operations).of(operations).stream().collect(Collectors.groupingBy(Operation::pair)).forEach((pair, ofPair) -> {
            var contradiction = Linearization.contradiction(ofPair, proposers(unclaimed, pair));
            if (contradiction != null) {
                found.add(contradiction);
            }
        });
        operations.stream().collect(Collectors.groupingBy(it -> it.pair().connection())).forEach((connection, under) -> {
            var more = unclaimed.entrySet().stream().filter(it -> it.getValue().pair.connection().equals(connection))
                    .map(Map.Entry::getKey).toList();
            found.addAll(new Limits(limit, under, more).contradictions());
        });
        return found;
    }

    private static Map<String, Side> proposers(Map<String, Seen> unclaimed, PairName pair) {
        return unclaimed.entrySet().stream().filter(it -> it.getValue().pair.equals(pair))
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().proposer));
    }
}
