package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.agentpairing.gateway.history.Operation.PairName;
import dev.agentpairing.gateway.history.Side;

/** Two agents that many clients pair and part at once, and what these have heard of them. */
final class Couple {

    final Neighbours neighbours;
    final UUID inviters;
    final UUID invited;
    volatile @Nullable String pairing;
    volatile @Nullable Write lastWrite;

    /** @param number of the operation */
    record Write(int number, String token) {}

    Couple(Neighbours neighbours, UUID inviters, UUID invited) {
        this.neighbours = neighbours;
        this.inviters = inviters;
        this.invited = invited;
    }

    /** All couples of some agents of two accounts. */
    static List<Couple> of(Neighbours neighbours, int agents) {
        var mine = Stream.generate(neighbours.alice()::agent).limit(agents).toList();
        var theirs = Stream.generate(neighbours.bob()::agent).limit(agents).toList();
        return mine.stream().flatMap(one -> theirs.stream().map(other -> new Couple(neighbours, one, other))).toList();
    }

    PairName name() {
        return new PairName(neighbours.connection().toString(), inviters + " " + invited);
    }

    UUID agent(Side side) {
        return side == Side.INVITER ? inviters : invited;
    }

    Account account(Side side) {
        return side == Side.INVITER ? neighbours.alice() : neighbours.bob();
    }

    /** Null where it is nobody's. */
    @Nullable Side side(JsonNode account) {
        return account.isNull() ? null : account.stringValue().equals(neighbours.alice().id().toString()) ? Side.INVITER : Side.INVITED;
    }

    boolean isIn(JsonNode item) {
        var agents = List.of(item.at("/agent_a/id").stringValue(), item.at("/agent_b/id").stringValue());
        return agents.contains(inviters.toString()) && agents.contains(invited.toString());
    }
}
