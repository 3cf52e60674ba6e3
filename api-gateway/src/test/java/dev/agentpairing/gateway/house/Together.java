package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Many at once, each on a thread of its own, all let go at one moment. No virtual ones: those that wait until a class is initialized keep
 * their carriers, and the service in this JVM, of which the class may want something, would have none left.
 */
final class Together {

    private Together() {}

    /** @return what each of them returned, in the order in which they are given */
    static <T> List<T> run(List<Callable<T>> tasks) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = tasks.stream().map(task -> threads.submit(() -> {
                start.await();
                return task.call();
            })).toList();
            start.countDown();
            return running.stream().map(Together::result).toList();
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static List<Answer> answers(Callable<Answer>... callers) {
        return run(List.of(callers));
    }

    /** The same task many times; it is given its number. */
    static <T> List<T> run(int times, IntFunction<T> task) {
        return run(IntStream.range(0, times).<Callable<T>>mapToObj(number -> () -> task.apply(number)).toList());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
