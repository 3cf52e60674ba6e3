package dev.agentpairing.gateway.pairing;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectWriter;

import dev.agentpairing.gateway.http.EntityTags;
import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.connection.ConnectionQuery;
import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.GetPairing;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;

@RestController
@RequestMapping(produces = "application/json")
class PairingReads {

    private static final ObjectWriter CHECKED = Json.MAPPER.writerFor(Checked.class);

    private final Queries queries;
    private final Clock clock;

    PairingReads(Queries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    record Checked(boolean allowed, String reason, @Nullable UUID pairingId, @Nullable String permission, Instant asOf) {}

    @GetMapping("/v1/connections/{connection_id}/pairings")
    void list(Caller caller, Input input, HttpServletResponse response) throws IOException {
        var filter = ListFilter.of(input, clock.instant());
        input.check();
        var page = queries.ask(filter.query(caller), Page.class);
        if (page.items().isEmpty()) { // of a stranger's connection, or just empty?
            queries.show(new GetConnection(caller.accountId(), filter.connectionId()), ConnectionQuery.Item.class);
        }
        Supplier<byte[]> body = () -> PairingJson.list(page.items(), ListFilter.next(page, filter.name()));
        answer(PairingTags.of(caller.accountId(), filter.name(), page), body, input.request(), response);
    }

    @GetMapping("/v1/pairings")
    void listAll(Caller caller, Input input, HttpServletResponse response) throws IOException {
        var filter = AccountFilter.of(input);
        input.check();
        var page = queries.ask(filter.query(caller), Page.class);
        Supplier<byte[]> body = () -> PairingJson.list(page.items(), ListFilter.next(page, filter.name()));
        answer(PairingTags.of(caller.accountId(), filter.name(), page), body, input.request(), response);
    }

    @GetMapping("/v1/pairings/{id}")
    void get(Caller caller, Input input, HttpServletResponse response) throws IOException {
        var pairingId = input.pathId("id");
        input.queryNotOffered("as_of");
        input.check();
        var item = queries.show(new GetPairing(caller.accountId(), pairingId), Item.class);
        answer(PairingTags.of(caller.accountId(), item), () -> PairingJson.one(item), input.request(), response);
    }

    @GetMapping("/v1/check")
    void check(Caller caller, Input input, HttpServletResponse response) throws IOException {
        var from = input.queryId("from");
        var to = input.queryId("to");
        var now = clock.instant();
        var asOf = input.queryPast("as_of", now);
        input.check();
        var verdict = queries.show(new Check(caller.accountId(), from, to, asOf), Verdict.class);
        var permission = verdict.permission() == null ? null : Json.word(verdict.permission());
        var checked = new Checked(verdict.allowed(), verdict.reason().name(), verdict.pairingId(), permission, asOf == null ? now : asOf);
        write(CHECKED.writeValueAsBytes(checked), response);
    }

    private static void answer(String etag, Supplier<byte[]> body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("ETag", etag);
        var known = EntityTags.in(request, "If-None-Match");
        if (known != null && known.nameWeakly(etag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        write(body.get(), response);
    }

    private static void write(byte[] bytes, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
