package dev.agentpairing.gateway.house;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Two equal processes on one PostgreSQL, and two neighbours through either. They are launched once for all tests that want them; the classes
 * of these come after all others, so that nothing runs beside the two, and the one that kills them for good is the last.
 */
record TwoNodes(String database, Program a, Program b, Neighbours onA, Neighbours onB) {

    private static @Nullable TwoNodes running;

    static synchronized TwoNodes running() {
        if (running == null) {
            running = on(Database.POSTGRES.freshUrl(), a -> a.client().newNeighbours());
        }
        return running;
    }

    /** Both at once. */
    private static TwoNodes on(String database, Function<Program, Neighbours> neighbours) {
        var a = MortalNodes.launch(database);
        var b = MortalNodes.launch(database);
        var onA = neighbours.apply(a.ready());
        return new TwoNodes(database, a, b, onA, Apart.through(b.ready(), onA));
    }

    /** Both die, and two others take their places. */
    static synchronized TwoNodes killAndStartAgain() {
        var dead = running();
        dead.b.kill9();
        dead.a.kill9();
        running = on(dead.database, a -> Apart.through(a, dead.onA));
        return running;
    }

    /** Whoever wants two afterwards is given others. */
    static synchronized MortalNodes withAThirdToKill() {
        var given = running();
        running = null;
        return new MortalNodes(given.database, given.a, given.b, MortalNodes.launch(given.database));
    }
}
