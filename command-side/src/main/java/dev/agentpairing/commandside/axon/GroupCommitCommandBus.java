package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.agentpairing.messages.Refusal;

/**
 * Runs commands in groups: one thread a node takes what is waiting, handles it in order in one unit of work, and stores all events in
 * one append and one commit; only then are the commands answered. A command that comes alone is handled at once and alone.
 *
 * <p>Commands of a group see each other's events, so many proposals under one connection cost one commit, not one each. Nobody else
 * touches an aggregate, so none is ever locked. The queue is bounded; past the bound a command is refused as "unavailable".
 */
final class GroupCommitCommandBus extends SimpleCommandBus implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitCommandBus.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final int LONGEST_GROUP = 256;
    private static final int LONGEST_QUEUE = 4096;

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors = new CopyOnWriteArrayList<>();
    private final CommandRetry retry;
    private final Runnable beforeEachGroup;
    private final CommandMeters meters;
    private volatile boolean running;
    private @Nullable Thread worker;

    /** A command that waits for its turn, and whom to tell. */
    record Waiting(
            CommandMessage<?> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<Object, Object> callback,
            CommandMeters meters) {

        void answer(CommandResultMessage<?> result) {
            meters.answered(command, result);
            if (result.isExceptional() && !Refusals.isRefusal(result.exceptionResult())) { // is logged on its way to another process
                LoggedRequest.over(command, () -> tell(result));
            } else {
                tell(result);
            }
        }

        private @Nullable Object tell(CommandResultMessage<?> result) {
            callback.onResult(generic(command), generic(result));
            return null;
        }

        @SuppressWarnings("unchecked")
        private static <T> T generic(Object message) {
            return (T) message;
        }
    }

    /**
     * @param retry how a group is handled and stored
     * @param beforeEachGroup run by the thread that handles commands
     */
    GroupCommitCommandBus(SimpleCommandBus.Builder builder, CommandRetry retry, Runnable beforeEachGroup, CommandMeters meters) {
        super(builder);
        this.retry = retry;
        this.beforeEachGroup = beforeEachGroup;
        this.meters = meters;
        meters.watch(queue);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected <C, R> void handle(
            CommandMessage<C> command, MessageHandler<? super CommandMessage<?>> handler, CommandCallback<? super C, ? super R> callback) {
        var waiting = new Waiting(command, handler, (CommandCallback<Object, Object>) callback, meters);
        boolean taken = running && queue.offer(waiting);
        if (!taken || leftBehind(waiting)) {
            meters.turnedAway();
            waiting.answer(GenericCommandResultMessage.asCommandResultMessage(Refusals.because(Refusal.UNAVAILABLE)));
        }
    }

    /** Whether the bus stopped while the command came in, and nobody may look into the queue any more. */
    private boolean leftBehind(Waiting waiting) {
        return !running && queue.remove(waiting);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor);
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        meters.expect(commandName);
        return super.subscribe(commandName, handler);
    }

    private void work() {
        var waiting = new ArrayList<Waiting>();
        while (running || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    waiting.add(first);
                    queue.drainTo(waiting, LONGEST_GROUP - 1);
                    long begun = System.nanoTime();
                    beforeEachGroup.run();
                    retry.handle(waiting, interceptors);
                    meters.worked(System.nanoTime() - begun);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                // a group answers its own failures; whoever is still unanswered must not wait for ever
                answerAll(waiting, e);
            } catch (Error e) {
                stopAtOnce(e);
            }
            waiting.clear();
        }
    }

    /**
     * An error in the middle of a commit (no memory, say) leaves a unit of work that is neither stored nor rolled back. Nothing that this
     * process answered from then on could be trusted; what it acknowledged before is stored.
     */
    private static void stopAtOnce(Error failure) {
        LOG.error("Commands cannot be stored reliably any more; this process stops now", failure);
        Runtime.getRuntime().halt(1);
    }

    private static void answerAll(List<Waiting> waiting, Throwable failure) {
        waiting.forEach(w -> w.answer(GenericCommandResultMessage.asCommandResultMessage(failure)));
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().name("commands").start(this::work);
    }

    /** What waits is still handled. */
    @Override
    public void stop() {
        running = false;
        try {
            if (worker != null) {
                worker.join(LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before any command can arrive; stopped after the last one has. */
    @Override
    public int getPhase() {
        return 0;
    }
}
