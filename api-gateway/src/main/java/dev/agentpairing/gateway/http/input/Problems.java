package dev.agentpairing.gateway.http.input;

import java.util.ArrayList;
import java.util.List;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Detail;

/** Everything that is wrong with one request. */
final class Problems {

    private final List<Detail> details = new ArrayList<>();

    void add(String field, String message) {
        details.add(new Detail(field, message));
    }

    ApiError with(String field, String message) {
        return with(List.of(new Detail(field, message)));
    }

    ApiError with(List<Detail> more) {
        details.addAll(more);
        return ApiError.validation(details);
    }

    void check() {
        if (!details.isEmpty()) {
            throw ApiError.validation(details);
        }
    }
}
