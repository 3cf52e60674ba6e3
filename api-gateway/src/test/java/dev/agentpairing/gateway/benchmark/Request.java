package dev.agentpairing.gateway.benchmark;

import java.util.function.Consumer;

/**
 * Something to be asked.
 *
 * @param answered is given the body of a good answer
 */
record Request(String method, String path, String credential, String body, Consumer<String> answered) {

    static Request get(String path, String credential) {
        return new Request("GET", path, credential, "", body -> {});
    }

    static Request post(String path, String credential, String body) {
        return new Request("POST", path, credential, body, answer -> {});
    }

    Request then(Consumer<String> next) {
        return new Request(method, path, credential, body, next);
    }
}
