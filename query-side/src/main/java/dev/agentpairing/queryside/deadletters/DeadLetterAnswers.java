package dev.agentpairing.queryside.deadletters;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.deadletter.DeadLetterQuery.CountDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.ListDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Page;

final class DeadLetterAnswers {

    private final DeadLetters letters;
    private final DeadLetterTable table;

    DeadLetterAnswers(DeadLetters letters, DeadLetterTable table) {
        this.letters = letters;
        this.table = table;
    }

    @QueryHandler
    Page answer(ListDeadLetters query) {
        var rows = table.page(query.limit(), query.after());
        return new Page(rows.stream().limit(query.limit()).map(letters::shown).toList(), rows.size() > query.limit());
    }

    @QueryHandler
    long answer(CountDeadLetters query) {
        return table.countParked();
    }
}
