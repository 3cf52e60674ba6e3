package dev.agentpairing.commandside.axon;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.log.LogQuery.Grown;
import dev.agentpairing.messages.log.LogQuery.ListAppendedElsewhere;
import dev.agentpairing.messages.log.LogQuery.NewsOfLog;

/** Lets the query side of the same process know what other nodes have appended. */
final class LogAnswers {

    private final AppendedElsewhere elsewhere;

    LogAnswers(AppendedElsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    @QueryHandler
    NewsOfLog answer(ListAppendedElsewhere query) {
        var news = elsewhere.since(query.after(), query.now());
        return new NewsOfLog(
                news.appended().stream().map(event -> new Grown(event.type(), event.stream())).toList(), news.upTo(), news.complete());
    }
}
