package dev.agentpairing.commandside.axon;

/**
 * What other nodes append makes aggregates in memory stale. Before each group the thread that runs commands drops what others have
 * changed, so that no command is decided on facts that are older than 50 ms; while the log cannot be followed, nothing is kept from one
 * group to the next. A command that appends nothing, or names the state of what it only reads, is protected by no sequence number, so for
 * it the thread looks once more.
 */
final class OtherNodes {

    private final AppendedElsewhere elsewhere;
    private final AggregateCache cache;
    private long upTo;
    private boolean allForgotten;

    OtherNodes(AppendedElsewhere elsewhere, AggregateCache cache) {
        this.elsewhere = elsewhere;
        this.cache = cache;
    }

    /** Called by the thread that runs commands, before each group. */
    void look() {
        var news = elsewhere.since(upTo, false);
        upTo = news.upTo();
        forget(news);
    }

    /**
     * After a group was decided, and before it is answered: whether anything that was in memory, or that the group has read, may have
     * become stale by now. What it has read comes into memory later on, and may be older than this news; so the next look takes it in
     * once more.
     */
    boolean stale() {
        boolean allRead = allForgotten;
        return forget(elsewhere.since(upTo, true)) && !(allRead && allForgotten);
    }

    private boolean forget(AppendedElsewhere.News news) {
        allForgotten = !news.complete();
        if (allForgotten) {
            cache.clear();
            return true;
        }
        boolean any = false;
        for (var event : news.appended()) {
            any |= cache.forget(event.type(), event.stream()) | Recorded.used(event.stream());
        }
        return any;
    }
}
