package dev.agentpairing.queryside.rows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.EventTrackerStatusChangeListener;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** Whether this node drives the views: of all nodes of one database, one at a time holds the claim. */
public final class Claim implements EventTrackerStatusChangeListener {

    private final List<Consumer<@Nullable TrackingToken>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean held;

    /** Told before the first batch of every claim, also of one that is taken anew after an error: where in the log it begins. */
    public void whenTaken(Consumer<@Nullable TrackingToken> listener) {
        listeners.add(listener);
    }

    public boolean held() {
        return held;
    }

    @Override
    public void onEventTrackerStatusChange(Map<Integer, EventTrackerStatus> changes) {
        for (var status : changes.values()) {
            held = !status.trackerRemoved() && !status.isErrorState();
            if (status.trackerAdded() || status.isErrorState()) {
                var token = WrappedToken.unwrapLowerBound(status.getTrackingToken());
                listeners.forEach(listener -> listener.accept(token));
            }
        }
    }
}
