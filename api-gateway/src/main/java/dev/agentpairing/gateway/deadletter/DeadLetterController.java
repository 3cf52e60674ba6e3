package dev.agentpairing.gateway.deadletter;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Cursor;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DiscardDeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.ListDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Outcome;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Page;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Place;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.RetryDeadLetter;

@RestController
@RequestMapping(path = "/v1/admin/dead-letters", produces = "application/json")
class DeadLetterController {

    private static final String LIST = "dead letters";
    private static final int LARGEST_PAGE = 200;
    private static final int STANDARD_PAGE = 50;

    private final Queries queries;

    DeadLetterController(Queries queries) {
        this.queries = queries;
    }

    record Listed(List<DeadLetter> deadLetters, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

    record Retried(UUID id, String status) {}

    record Discarded(UUID id, String status, @Nullable UUID nextId) {}

    @GetMapping
    Listed list(Input input) {
        int limit = input.queryNumber("limit", 1, LARGEST_PAGE);
        var text = input.queryText("cursor");
        var cursor = text == null ? null : Cursor.decode(text, LIST);
        if (text != null && cursor == null) {
            input.reject("cursor", "is no cursor of this list");
        }
        input.check();
        var after = cursor == null ? null : new Place(cursor.at(), cursor.id());
        var page = queries.ask(new ListDeadLetters(limit == 0 ? STANDARD_PAGE : limit, after), Page.class);
        return new Listed(page.letters(), page.more() ? next(page.letters().getLast()) : null);
    }

    private static String next(DeadLetter last) {
        return new Cursor(last.since(), last.id()).encode(LIST);
    }

    @PostMapping("/{id}/retry")
    Retried retry(Input input) {
        var id = input.pathId("id");
        input.check();
        var parked = settled(new RetryDeadLetter(id));
        if (parked != null) {
            throw ApiError.of(409, "STILL_FAILING", "The view %s still cannot take event %d (%s) of stream %s, because %s; that waits as dead letter %s."
                    .formatted(parked.view(), parked.sequence(), parked.event(), parked.stream(), parked.cause(), parked.id()));
        }
        return new Retried(id, "applied");
    }

    @DeleteMapping("/{id}")
    Discarded discard(Input input) {
        var id = input.pathId("id");
        input.check();
        var parked = settled(new DiscardDeadLetter(id));
        return new Discarded(id, "discarded", parked == null ? null : parked.id());
    }

    private @Nullable DeadLetter settled(Object attempt) {
        var outcome = queries.ask(attempt, Outcome.class);
        if (!outcome.found()) {
            throw ApiError.notFound();
        }
        return outcome.parked();
    }
}
