package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A closed loop: so many connections, each of which asks again when it has its answer. */
final class Load {

    private Load() {}

    /** One that runs out of requests ends early. */
    static Figure run(URI base, Workload workload, int connections, Duration duration) {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        Callable<Sender> task = () -> new Sender().run(base, workload, end);
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var senders = threads.invokeAll(Stream.generate(() -> task).limit(connections).toList()).stream().map(Load::result).toList();
            return figure(senders, (System.nanoTime() - began) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Figure figure(List<Sender> senders, double seconds) {
        var nanos = senders.stream().flatMapToLong(sender -> Arrays.stream(sender.nanos, 0, sender.count)).sorted().toArray();
        var refused = senders.stream().map(sender -> sender.refused).filter(text -> !text.isEmpty()).collect(Collectors.toSet());
        int errors = senders.stream().mapToInt(sender -> sender.errors).sum();
        if (errors > 0) {
            System.err.println(errors + " requests were refused, such as " + refused.iterator().next());
        }
        return new Figure(nanos.length / seconds, at(nanos, 0.5), at(nanos, 0.99), errors);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection. */
    private static final class Sender {

        private long[] nanos = new long[1 << 12];
        private int count;
        private int errors;
        private String refused = "";

        private Sender run(URI base, Workload workload, long end) {
            try (var wire = new Wire(base)) {
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                    var request = workload.next().get();
                    if (request == null) {
                        break;
                    }
                    var answer = wire.send(request);
                    took(System.nanoTime() - now);
                    if (answer.isGood()) {
                        request.answered().accept(answer.text());
                    } else {
                        errors++;
                        refused = answer.text();
                    }
                }
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void took(long time) {
            nanos = count < nanos.length ? nanos : Arrays.copyOf(nanos, count * 2);
            nanos[count++] = time;
        }
    }
}
