package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.tracing.Span;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.axon.GroupCommitCommandBus.Waiting;

/**
 * One try to handle several commands in one unit of work, which stores all of their events or none. A refused command leaves the others
 * alone; a failing one ends the try.
 */
final class CommandGroup {

    /** Metadata of a result: how many events of the command the views have yet to show. */
    private static final String EVENTS = "events";

    private final List<Waiting> waiting;
    private final List<CommandResultMessage<?>> results = new ArrayList<>();
    private final boolean viewsFollow;
    private final BooleanSupplier stale;
    private final CommandBusSpanFactory tracing;
    private final List<Span> spans = new ArrayList<>();
    private boolean handlerFailed;
    private boolean oneAppendsNothing;
    private boolean decidedOnStale;

    /** @param stale looks whether what commands were decided on has changed elsewhere */
    CommandGroup(List<Waiting> waiting, boolean viewsFollow, BooleanSupplier stale, CommandBusSpanFactory tracing) {
        this.waiting = waiting;
        this.viewsFollow = viewsFollow;
        this.stale = stale;
        this.tracing = tracing;
    }

    /**
     * How a try ended.
     *
     * @param failure null when everything is stored
     * @param stale whether an answer would have rested on what is not so any more
     */
    record Outcome(@Nullable Throwable failure, boolean oneHandlerFailed, boolean stale) {

        boolean stored() {
            return failure == null;
        }
    }

    Outcome tryOnce(TransactionManager transactions, List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors) {
        var unit = new BatchingUnitOfWork<CommandMessage<?>>(waiting.stream().<CommandMessage<?>>map(Waiting::command).toList());
        unit.onPrepareCommit(_ -> look(Recorded.in(unit))); // before it starts: else it came after the appends
        unit.start();
        try {
            unit.attachTransaction(transactions);
        } catch (RuntimeException e) {
            return new Outcome(e, false, false);
        }
        var tally = EventTally.of(unit);
        var turn = waiting.iterator();
        var last = unit.executeWithResult(
                () -> {
                    var one = turn.next();
                    return result(() -> traced(one, new DefaultInterceptorChain<>(unit, interceptors, one.handler())), Recorded.in(unit));
                },
                failure -> !Refusals.isRefusal(failure));
        spans.forEach(Span::end);
        if (unit.isRolledBack()) {
            return new Outcome(last.exceptionResult(), handlerFailed, decidedOnStale);
        }
        answer(tally);
        return new Outcome(null, false, false);
    }

    /** Before anything is stored: what appends nothing, or rests on what it only read, meets no sequence number that would tell. */
    private void look(Recorded recorded) {
        if ((oneAppendsNothing || recorded.onWhatWasRead()) && stale.getAsBoolean()) {
            decidedOnStale = true;
            throw new IllegalStateException("Decided on what has changed on another node meanwhile");
        }
    }

    private @Nullable Object result(Callable<@Nullable Object> handling, Recorded recorded) throws Exception {
        int before = recorded.count();
        try {
            var value = handling.call();
            oneAppendsNothing |= recorded.count() == before;
            results.add(GenericCommandResultMessage.asCommandResultMessage(value));
            return value;
        } catch (Exception | Error e) {
            handlerFailed |= !Refusals.isRefusal(e);
            oneAppendsNothing = true;
            results.add(GenericCommandResultMessage.asCommandResultMessage(e));
            throw e;
        }
    }

    /** Each in the trace of its own request; its span lasts until the group is stored. */
    private @Nullable Object traced(Waiting one, InterceptorChain handling) throws Exception {
        var span = tracing.createHandleCommandSpan(one.command(), false).start();
        spans.add(span);
        try (var _ = span.makeCurrent()) {
            return handling.proceed();
        }
    }

    private void answer(Map<String, Integer> tally) {
        for (int i = 0; i < waiting.size(); i++) {
            var result = results.get(i);
            if (viewsFollow) {
                result = result.andMetaData(Map.of(EVENTS, tally.getOrDefault(waiting.get(i).command().getIdentifier(), 0)));
            }
            waiting.get(i).answer(result);
        }
    }
}
