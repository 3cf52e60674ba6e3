package dev.agentpairing.queryside.freshness;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** Positions in the event log. The highest one seen is no completed prefix: events may become visible out of their order. */
final class Positions {

    /** Before the first event. */
    static final long NOTHING = -1;

    private Positions() {}

    static long of(@Nullable TrackingToken token) {
        var plain = WrappedToken.unwrapLowerBound(token);
        return plain == null ? NOTHING : plain.position().orElse(NOTHING);
    }

    /** Whether whoever is at {@code token} has seen the event at {@code position}. */
    static boolean reached(@Nullable TrackingToken token, long position) {
        return of(token) >= position
                && !(WrappedToken.unwrapLowerBound(token) instanceof GapAwareTrackingToken gaps
                && gaps.getGaps().contains(position));
    }
}
