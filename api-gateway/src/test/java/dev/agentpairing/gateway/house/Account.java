package dev.agentpairing.gateway.house;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** An account, and what a person of it does with the credential of its session or another one. */
record Account(House house, UUID id, String email, String name, String credential) {

    private static final SecureRandom RANDOM = new SecureRandom();

    Answer get(String path, String... headers) {
        return house.send("GET", path, credential, null, headers);
    }

    Answer post(String path, @Nullable Object body, String... headers) {
        return house.send("POST", path, credential, body, headers);
    }

    Answer patch(String path, @Nullable Object body, String... headers) {
        return house.send("PATCH", path, credential, body, headers);
    }

    Answer delete(String path, String... headers) {
        return house.send("DELETE", path, credential, null, headers);
    }

    Answer deleteWith(String path, Object body, String... headers) {
        return house.send("DELETE", path, credential, body, headers);
    }

    Account onPlan(String plan) {
        house.send("PUT", "/v1/admin/accounts/" + id + "/plan", House.OPERATOR, Map.of("plan", plan)).is(200);
        return this;
    }

    /** The same account, through another program. */
    Account at(House other) {
        return new Account(other, id, email, name, credential);
    }

    Account with(String otherCredential) {
        return new Account(house, id, email, name, otherCredential);
    }

    /** The same account, through a new API key with these scopes, or those that a key has when none are named. */
    Account withKey(String... scopes) {
        var name = House.fresh("key");
        var body = scopes.length == 0 ? Map.of("name", name) : Map.of("name", name, "scopes", List.of(scopes));
        return with(post("/v1/api-keys", body).is(201).text("api_key"));
    }

    /** A new agent that can be paired with. */
    UUID agent() {
        return agent(House.fresh("agent"));
    }

    UUID agent(String slug) {
        var body = Map.of("agent_id", slug, "public_key", newPublicKey(), "available_for_connections", true);
        return post("/v1/agents/register", body).is(201).id();
    }

    /** A new agent without a key, and so not connected. */
    Answer agentWithoutKey() {
        return post("/v1/agents/register", Map.of("agent_id", House.fresh("keyless"), "available_for_connections", true)).is(201);
    }

    void disconnect(UUID agent) {
        post("/v1/agents/" + agent + "/disconnect", null).is(200);
    }

    UUID invite(Account other) {
        return invite(other.email);
    }

    UUID invite(String address) {
        return post("/v1/connections", Map.of("email", address)).is(201).id();
    }

    Answer block(UUID connection) {
        return post("/v1/connections/" + connection + "/block", null);
    }

    Answer accept(UUID connection) {
        return post("/v1/connections/" + connection + "/accept", null);
    }

    UUID connectTo(Account other) {
        var connection = invite(other);
        other.accept(connection).is(200);
        return connection;
    }

    /** Base64 of 32 bytes. */
    static String newPublicKey() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
