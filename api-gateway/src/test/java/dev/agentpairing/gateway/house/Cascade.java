package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request with which many pairings end.
 *
 * @param pairings those that are open and end with it
 * @param again what the same request is answered when all is done
 * @param key null: without an idempotency key
 */
record Cascade(Account by, String method, String path, String reason, List<UUID> pairings, String again, @Nullable String key) {

    static Cascade disconnect(Account owner, UUID agent, List<UUID> pairings, @Nullable String key) {
        var path = "/v1/agents/" + agent + "/disconnect";
        return new Cascade(owner, "POST", path, "agent_disconnected", pairings, "409 ALREADY_DISCONNECTED", key);
    }

    static Cascade delete(Account owner, UUID agent, List<UUID> pairings, @Nullable String key) {
        return new Cascade(owner, "DELETE", "/v1/agents/" + agent, "agent_deleted", pairings, "404 NOT_FOUND", key);
    }

    static Cascade revoke(Account by, UUID connection, List<UUID> pairings, @Nullable String key) {
        return new Cascade(by, "DELETE", "/v1/connections/" + connection, "connection_revoked", pairings, "409 ALREADY_REVOKED", key);
    }

    static Cascade block(Account by, UUID connection, List<UUID> pairings, @Nullable String key) {
        return new Cascade(by, "POST", "/v1/connections/" + connection + "/block", "account_blocked", pairings, "200 ", key);
    }

    Answer send(House through) {
        return through.send(method, path, by.credential(), null, key == null ? new String[0] : new String[] {"Idempotency-Key", key});
    }

    /** After a crash: with a key it is done or done already, and answered as if nothing had come between. */
    void finish(House through, boolean done) {
        if (key != null) { // which may be claimed for some seconds by the process that was killed
            await().untilAsserted(() -> send(through).is(200));
            return;
        }
        var answer = send(through);
        assertThat(answer.status() + " " + answer.code()).as(answer.body()).isEqualTo(done ? again : "200 ");
    }
}
