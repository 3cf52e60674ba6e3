package dev.agentpairing.queryside.axonserver;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.NestedExceptionUtils;

import dev.agentpairing.messages.freshness.ReadinessQuery;
import dev.agentpairing.messages.request.LogFields;

/**
 * While a message is handled, each line of the log says which request it was sent for. What fails is logged here, with its stack trace,
 * because only words get across Axon Server; where Axon would log it, the request is forgotten already.
 */
record LoggedRequest(ToldOutage.Form form) {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRequest.class);

    @Nullable Object over(Message<?> message, Callable<@Nullable Object> handling) throws Exception {
        var fields = fields(message);
        fields.forEach(MDC::put);
        try {
            var answer = handling.call();
            return answer instanceof CompletableFuture<?> later
                    ? later.exceptionallyCompose(e -> CompletableFuture.failedFuture(loggedLater(fields, message, e))) : answer;
        } catch (Exception e) {
            throw logged(message, e);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    /** Those that the thread does not have, as it has when the message comes from this very process. */
    private static Map<String, String> fields(Message<?> message) {
        return LogFields.of(message.getMetaData()).entrySet().stream().filter(field -> MDC.get(field.getKey()) == null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Exception loggedLater(Map<String, String> fields, Message<?> message, Throwable failure) {
        fields.forEach(MDC::put);
        try {
            return logged(message, failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }

    /** Of what has details, Axon tells nothing in the log. Whoever probes tells what came of it. */
    private Exception logged(Message<?> message, Throwable failure) {
        var what = message.getPayloadType().getSimpleName();
        boolean foreseen = failure instanceof HandlerExecutionException e && e.getDetails().isPresent();
        if (foreseen) {
            LOG.warn("{} cannot be answered now: {}", what, NestedExceptionUtils.getMostSpecificCause(failure).toString());
        } else if (!(message.getPayload() instanceof ReadinessQuery)) {
            LOG.error("{} failed", what, failure);
        }
        var words = NestedExceptionUtils.getMostSpecificCause(failure).toString();
        return foreseen ? (Exception) failure : form.of(words, failure, words);
    }
}
