package dev.agentpairing.gateway.history;

import java.util.List;

/**
 * An answer that cannot be true.
 *
 * @param operation that was answered so
 * @param with what it is at odds with: the last change, in each way in which everything before can be explained
 */
public record Contradiction(Operation operation, List<Operation> with, String explanation) {

    @Override
    public String toString() {
        return operation + "\n    " + explanation + with.stream().map(it -> "\n    " + it).distinct().reduce("", String::concat);
    }
}
