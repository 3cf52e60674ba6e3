package dev.agentpairing.gateway.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How many pairings were open under one connection, as far as the answers leave no doubt. */
final class Limits {

    private final int limit;
    private final List<Operation> operations;
    private final Map<String, Operation> proposals = new HashMap<>();
    private final Map<String, Long> mayEnd = new HashMap<>();
    private final Map<String, Long> hasEnded = new HashMap<>();
    private final Collection<String> others;

    /** @param others pairings that nobody was told to be proposed, so that nobody knows since when they were open */
    Limits(int limit, Collection<Operation> operations, Collection<String> others) {
        this.limit = limit;
        this.operations = List.copyOf(operations);
        this.others = others;
        for (var operation : operations) {
            if (operation.created() != null) {
                proposals.put(operation.created(), operation);
            }
            if (operation.request().ends() && operation.mayChange()) {
                var pairing = operation.request().pairing();
                mayEnd.merge(pairing, operation.start(), Math::min);
                if (operation.isAnswered()) {
                    hasEnded.merge(pairing, operation.end(), Math::min);
                }
            }
        }
    }

    List<Contradiction> contradictions() {
        var found = new ArrayList<Contradiction>();
        for (var proposal : proposals.values()) {
            var open = proposals.values().stream().filter(it -> isOpenForSure(it, proposal.end())).toList();
            if (open.size() > limit) {
                found.add(new Contradiction(proposal, open, "the limit is " + limit + ", and all these were open:"));
            }
        }
        operations.stream().filter(it -> Rules.LIMIT_REACHED.equals(it.answer())).forEach(refused -> {
            var open = proposals.values().stream().filter(it -> mayBeOpen(it, refused)).toList();
            long more = others.stream().filter(it -> isNotOver(it, refused)).count();
            if (open.size() + more < limit) {
                found.add(new Contradiction(refused, open, "the limit is " + limit + ", and no more than these can have been open:"));
            }
        });
        return found;
    }

    private boolean isOpenForSure(Operation proposal, long at) {
        return proposal.end() <= at && at < mayEnd.getOrDefault(proposal.created(), Long.MAX_VALUE);
    }

    private boolean mayBeOpen(Operation proposal, Operation meanwhile) {
        return proposal.start() <= meanwhile.end() && isNotOver(proposal.created(), meanwhile);
    }

    private boolean isNotOver(@Nullable String pairing, Operation meanwhile) {
        return hasEnded.getOrDefault(pairing, Long.MAX_VALUE) >= meanwhile.start();
    }
}
