package dev.agentpairing.gateway.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which past a read may show. Writes through its own node and those whose token it carries it must show; what other nodes were told it
 * may lack for 250 ms. A node that is slow to answer is not held to that, for then the machine is at fault.
 */
final class Visibility {

    private static final long SEEN_BY_ALL = Duration.ofMillis(250).toNanos();
    private static final long PROMPT = Duration.ofMillis(100).toNanos();
    private static final long AFTERMATH = Duration.ofSeconds(1).toNanos();
    private static final long SEEN_AFTER_ALL = Duration.ofSeconds(10).toNanos();

    private final Map<String, TreeMap<Long, Long>> slow = new HashMap<>();

    Visibility(Collection<Operation> operations) {
        operations.stream().filter(it -> it.isAnswered() && it.end() - it.start() > PROMPT)
                .sorted(Comparator.comparingLong(Operation::start)).forEach(this::addSlow);
    }

    private void addSlow(Operation operation) {
        var times = slow.computeIfAbsent(operation.node(), first -> new TreeMap<>());
        var before = times.lastEntry();
        long end = operation.end() + AFTERMATH;
        if (before != null && before.getValue() >= operation.start()) {
            times.put(before.getKey(), Math.max(before.getValue(), end));
        } else {
            times.put(operation.start(), end);
        }
    }

    List<Operation> of(Collection<Operation> operations) {
        var writes = operations.stream().filter(Operation::isAcknowledgedWrite)
                .collect(Collectors.groupingBy(it -> List.of(it.pair(), it.node())));
        var seen = new ArrayList<Operation>(operations.size());
        for (var operation : operations) {
            seen.add(operation.request().reads() && operation.isAnswered() && !operation.late()
                    ? read(operation, writes.getOrDefault(List.of(operation.pair(), operation.node()), List.of())) : operation);
        }
        return seen;
    }

    private Operation read(Operation read, List<Operation> writesOfNode) {
        long earlier = read.start() - (isSlow(read) ? SEEN_AFTER_ALL : SEEN_BY_ALL);
        var shown = new HashSet<>(read.shows());
        writesOfNode.stream().filter(it -> it.end() < read.start() && it.end() >= earlier).forEach(it -> shown.add(it.number()));
        return read.seenFrom(earlier, shown);
    }

    private boolean isSlow(Operation read) {
        var times = slow.get(read.node());
        var before = times == null ? null : times.floorEntry(read.end());
        return before != null && before.getValue() >= read.start();
    }
}
