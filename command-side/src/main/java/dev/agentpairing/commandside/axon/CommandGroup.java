package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
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
    private boolean handlerFailed;

    CommandGroup(List<Waiting> waiting, boolean viewsFollow) {
        this.waiting = waiting;
        this.viewsFollow = viewsFollow;
    }

    /** How a try ended. @param failure null when everything is stored */
    record Outcome(@Nullable Throwable failure, boolean oneHandlerFailed) {

        boolean stored() {
            return failure == null;
        }
    }

    Outcome tryOnce(TransactionManager transactions, List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors) {
        var unit = new BatchingUnitOfWork<CommandMessage<?>>(waiting.stream().<CommandMessage<?>>map(Waiting::command).toList());
        unit.start();
        try {
            unit.attachTransaction(transactions);
        } catch (RuntimeException e) {
            return new Outcome(e, false);
        }
        var tally = EventTally.of(unit);
        var turn = waiting.iterator();
        var last = unit.executeWithResult(
                () -> result(() -> new DefaultInterceptorChain<>(unit, interceptors, turn.next().handler()).proceed()),
                failure -> !Refusals.isRefusal(failure));
        if (unit.isRolledBack()) {
            return new Outcome(last.exceptionResult(), handlerFailed);
        }
        answer(tally);
        return new Outcome(null, false);
    }

    private @Nullable Object result(Callable<@Nullable Object> handling) throws Exception {
        try {
            var value = handling.call();
            results.add(GenericCommandResultMessage.asCommandResultMessage(value));
            return value;
        } catch (Exception | Error e) {
            handlerFailed |= !Refusals.isRefusal(e);
            results.add(GenericCommandResultMessage.asCommandResultMessage(e));
            throw e;
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
