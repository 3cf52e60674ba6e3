package dev.agentpairing.gateway.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.input.Body;
import dev.agentpairing.gateway.http.input.Slugs;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.Update;

/** What requests say about agents (contract, section 4). */
record AgentInput(Body body) {

    private static final int LARGEST_METADATA = 8 * 1024;
    private static final Map<String, String> TYPES = same("custom", "langchain", "crewai", "autogen", "mastra", "n8n");
    private static final Map<String, String> ENCRYPTION = same("X25519");
    private static final Map<String, String> SIGNING = same("Ed25519");

    Profile profile() {
        var slug = slug();
        var given = update();
        return new Profile(
                slug,
                Objects.requireNonNullElse(given.name(), slug),
                given.description(),
                Objects.requireNonNullElse(given.type(), "custom"),
                Objects.requireNonNullElse(given.metadata(), "{}"),
                Objects.requireNonNullElse(given.available(), false));
    }

    Update update() {
        return new Update(
                body.optionalText("name", 1, 128),
                body.optionalText("description", 0, 1000),
                body.optionalChoice("agent_type", TYPES),
                body.optionalObject("metadata", LARGEST_METADATA),
                body.optionalBoolean("available_for_connections"));
    }

    Keys requiredKeys() {
        algorithms();
        return new Keys(requiredPublicKey(), signingPublicKey());
    }

    /** Each of them is optional, whatever is said of the other. */
    GivenKeys optionalKeys() {
        algorithms();
        return new GivenKeys(publicKey(), signingPublicKey());
    }

    record GivenKeys(@Nullable String publicKey, @Nullable String signingPublicKey) {

        @Nullable Keys now() {
            return publicKey == null ? null : new Keys(publicKey, signingPublicKey);
        }

        /** A signing key alone waits until the agent connects. */
        @Nullable String ahead() {
            return publicKey == null ? signingPublicKey : null;
        }
    }

    String requiredPublicKey() {
        var key = publicKey();
        if (key == null) {
            body.require("public_key");
        }
        return key == null ? "" : key;
    }

    private @Nullable String publicKey() {
        return key("public_key", PublicKeys.X25519);
    }

    private @Nullable String signingPublicKey() {
        return key("signing_public_key", PublicKeys.ED25519);
    }

    private void algorithms() {
        body.optionalChoice("public_key_algorithm", ENCRYPTION);
        body.optionalChoice("signing_key_algorithm", SIGNING);
    }

    private String slug() {
        var slug = body.text("agent_id", 1, 64);
        if (!slug.isEmpty() && !Slugs.isSlug(slug)) {
            body.reject("agent_id", Slugs.RULE);
        }
        return slug;
    }

    private @Nullable String key(String field, PublicKeys kind) {
        var text = body.optionalText(field, 0, Integer.MAX_VALUE);
        var problem = text == null ? null : kind.problem(text);
        if (problem != null) {
            body.reject(field, problem);
        }
        return text;
    }

    private static Map<String, String> same(String... words) {
        var map = new LinkedHashMap<String, String>();
        for (var word : words) {
            map.put(word, word);
        }
        return map;
    }
}
