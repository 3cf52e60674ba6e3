package dev.agentpairing.gateway.http.idempotency;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.agentpairing.gateway.http.Json;

/** An answer's body as it may be kept: byte for byte what it was, but with null in the place of each secret. */
final class WithoutSecrets {

    private static final Set<String> SECRETS = Set.of("session_token", "api_key", "connection_token");
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private WithoutSecrets() {}

    static byte[] of(byte[] body) {
        var kept = new ByteArrayOutputStream(body.length);
        int copied = 0;
        try (var json = Json.MAPPER.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return body;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var secret = SECRETS.contains(json.currentName());
                if (json.nextToken() == JsonToken.VALUE_STRING && secret) {
                    kept.write(body, copied, start(json) - copied);
                    kept.writeBytes(NULL);
                    copied = end(json);
                }
                json.skipChildren();
            }
        }
        kept.write(body, copied, body.length - copied);
        return kept.toByteArray();
    }

    private static int start(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    private static int end(JsonParser json) {
        json.finishToken();
        return (int) json.currentLocation().getByteOffset();
    }
}
