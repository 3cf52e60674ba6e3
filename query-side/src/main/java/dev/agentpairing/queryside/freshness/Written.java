package dev.agentpairing.queryside.freshness;

/**
 * How much of one command the views show.
 *
 * @param last position of its last event so far
 */
record Written(int events, long last) {

    Written plus(Written more) {
        return new Written(events + more.events, Math.max(last, more.last));
    }
}
