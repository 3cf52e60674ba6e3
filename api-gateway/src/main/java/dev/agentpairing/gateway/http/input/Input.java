package dev.agentpairing.gateway.http.input;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request, read strictly. Read everything first, then {@link #check()}: that names all that is wrong at once. */
public final class Input {

    private final HttpServletRequest request;
    private final Map<String, String> path;
    private final Problems problems = new Problems();

    public Input(HttpServletRequest request, Map<String, String> path) {
        this.request = request;
        this.path = path;
    }

    public UUID pathId(String name) {
        var id = Ids.parse(path.getOrDefault(name, ""));
        if (id == null) {
            problems.add(name, Ids.RULE);
            return Ids.NONE;
        }
        return id;
    }

    public UUID queryId(String name) {
        var id = optionalQueryId(name);
        if (id == null) {
            problems.add(name, "is required");
            return Ids.NONE;
        }
        return id;
    }

    public @Nullable UUID optionalQueryId(String name) {
        var text = queryText(name);
        if (text == null) {
            return null;
        }
        var id = Ids.parse(text);
        if (id == null) {
            problems.add(name, Ids.RULE);
            return Ids.NONE;
        }
        return id;
    }

    /** 0 when it is not there. */
    public int queryNumber(String name, int min, int max) {
        var text = queryText(name);
        if (text == null) {
            return 0;
        }
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : min - 1;
        if (number < min || number > max) {
            problems.add(name, "must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    public @Nullable String queryText(String name) {
        var values = queryTexts(name);
        if (values.length > 1) {
            problems.add(name, "must be there only once");
        }
        return values.length == 0 ? null : values[0];
    }

    public <T> @Nullable T queryChoice(String name, Map<String, T> choices) {
        var text = queryText(name);
        if (text != null && !choices.containsKey(text)) {
            problems.add(name, "must be one of " + String.join(", ", choices.keySet()));
        }
        return text == null ? null : choices.get(text);
    }

    /** A moment that is not in the future, to the microsecond. */
    public @Nullable Instant queryPast(String name, Instant now) {
        var text = queryText(name);
        if (text == null) {
            return null;
        }
        var moment = Moments.parse(text);
        if (moment == null) {
            problems.add(name, Moments.RULE);
        } else if (moment.isAfter(now)) {
            problems.add(name, "must not be in the future");
        }
        return moment;
    }

    /** A repeatable parameter. */
    public <E extends Enum<E>> Set<E> queryChoices(String name, Class<E> type) {
        var choices = Body.words(type.getEnumConstants());
        var chosen = EnumSet.noneOf(type);
        for (var text : queryTexts(name)) {
            var choice = choices.get(text);
            if (choice == null) {
                problems.add(name, "must be one of " + String.join(", ", choices.keySet()));
                break;
            }
            chosen.add(choice);
        }
        return chosen;
    }

    /** Refuses a parameter that would mean something in the contract but cannot be answered. */
    public void queryNotOffered(String name) {
        if (queryTexts(name).length > 0) {
            problems.add(name, "is not offered by this version");
        }
    }

    public void reject(String field, String message) {
        problems.add(field, message);
    }

    /** Reads the body; a call that takes none does not ask for it. */
    public Body body() {
        return new Body(BodyReader.read(request, problems), problems);
    }

    public HttpServletRequest request() {
        return request;
    }

    public void check() {
        problems.check();
    }

    private String[] queryTexts(String name) {
        try {
            var values = request.getParameterValues(name);
            return values == null ? new String[0] : values;
        } catch (IllegalStateException e) { // Tomcat's word for a broken percent encoding, of whichever parameter
            throw problems.with(UnreadableQuery.problems(request.getQueryString()));
        }
    }
}
