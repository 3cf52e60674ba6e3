package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that are not measured: they make the world, and look at it. */
final class Api {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    boolean isReady() {
        return send("GET", "/readyz", null, null).status == 200;
    }

    JsonNode get(String path, String credential) {
        return send("GET", path, credential, null).accepted();
    }

    JsonNode post(String path, @Nullable String credential, Map<String, ?> body) {
        return post(path, credential, JSON.writeValueAsString(body));
    }

    JsonNode post(String path, @Nullable String credential, String body) {
        return send("POST", path, credential, body).accepted();
    }

    JsonNode put(String path, String credential, Map<String, ?> body) {
        return send("PUT", path, credential, JSON.writeValueAsString(body)).accepted();
    }

    JsonNode delete(String path, String credential) {
        return send("DELETE", path, credential, null).accepted();
    }

    int statusOfPost(String path, String credential, String body) {
        return send("POST", path, credential, body).status;
    }

    private Reply send(String method, String path, @Nullable String credential, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Reply(method + " " + path, answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Reply(String request, int status, String body) {

        private JsonNode accepted() {
            if (status / 100 != 2) {
                throw new IllegalStateException("%s was answered with %d: %s".formatted(request, status, body));
            }
            return JSON.readTree(body);
        }
    }
}
