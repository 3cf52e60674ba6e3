package dev.agentpairing.commandside.axon;

/**
 * What other nodes append makes aggregates in memory stale. Before each group the thread that runs commands drops what others have
 * changed, so that no command is decided on facts that are older than 50 ms; while the log cannot be followed, nothing is kept from one
 * group to the next.
 */
final class OtherNodes {

    private final AppendedElsewhere elsewhere;
    private final AggregateCache cache;
    private long upTo;

    OtherNodes(AppendedElsewhere elsewhere, AggregateCache cache) {
        this.elsewhere = elsewhere;
        this.cache = cache;
    }

    /** Called by the thread that runs commands, before each group. */
    void look() {
        var news = elsewhere.since(upTo, false);
        upTo = news.upTo();
        if (news.complete()) {
            news.appended().forEach(event -> cache.forget(event.type(), event.stream()));
        } else {
            cache.clear();
        }
    }
}
