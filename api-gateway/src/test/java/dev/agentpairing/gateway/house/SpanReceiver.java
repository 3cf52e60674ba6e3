package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Takes spans in as a collector does: OTLP over HTTP, in protobuf (opentelemetry/proto/trace/v1/trace.proto). */
final class SpanReceiver implements AutoCloseable {

    private static final int SPANS_OF_RESOURCES = 1;
    private static final int SPANS_OF_SCOPES = 2;
    private static final int SPANS = 2;

    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    record Span(String trace, String id, String parent, String name) {

        private static Span of(UnknownFieldSet fields) {
            return new Span(hex(fields, 1), hex(fields, 2), hex(fields, 4), bytes(fields, 5).toStringUtf8());
        }

        private static String hex(UnknownFieldSet fields, int number) {
            return HexFormat.of().formatHex(bytes(fields, number).toByteArray());
        }

        private static ByteString bytes(UnknownFieldSet fields, int number) {
            return fields.getField(number).getLengthDelimitedList().stream().findFirst().orElse(ByteString.EMPTY);
        }
    }

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Of one trace, in no order. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace.equals(trace)).toList();
    }

    List<Span> all() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
            in(request, SPANS_OF_RESOURCES).flatMap(resource -> in(resource, SPANS_OF_SCOPES)).flatMap(scope -> in(scope, SPANS))
                    .map(Span::of).forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<UnknownFieldSet> in(UnknownFieldSet fields, int number) {
        return fields.getField(number).getLengthDelimitedList().stream().map(bytes -> {
            try {
                return UnknownFieldSet.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
