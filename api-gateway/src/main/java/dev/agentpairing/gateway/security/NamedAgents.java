package dev.agentpairing.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Ids;
import dev.agentpairing.gateway.http.input.Slugs;
import dev.agentpairing.messages.agent.AgentQuery.FindAgent;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;

/** Which agent of its account does a caller say it is? By its slug, or by its id where that is no slug. */
@Component
public class NamedAgents {

    private static final String HEADER = "X-AgentDrop-Agent";

    private final Queries queries;

    NamedAgents(Queries queries) {
        this.queries = queries;
    }

    /** What the request says; null when it says nothing. */
    public static @Nullable String nameIn(HttpServletRequest request) {
        var name = request.getHeader(HEADER);
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** Null when the caller's account has no such agent. */
    public @Nullable Item find(Caller caller, String name) {
        if (!Slugs.isSlug(name)) {
            return null;
        }
        var found = queries.find(new FindAgent(caller.accountId(), name), Item.class);
        var id = Ids.parse(name);
        return found != null || id == null ? found : queries.find(new GetAgent(caller.accountId(), id), Item.class);
    }
}
