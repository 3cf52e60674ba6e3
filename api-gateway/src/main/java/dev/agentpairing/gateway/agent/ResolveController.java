package dev.agentpairing.gateway.agent;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.http.input.Slugs;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partner;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;

/** The public key of an agent that an agent of the caller is paired with. It never guesses which of several is meant. */
@RestController
@RequestMapping(path = "/v1/agents", produces = "application/json")
class ResolveController {

    private final Queries queries;
    private final Owners owners;

    ResolveController(Queries queries, Owners owners) {
        this.queries = queries;
        this.owners = owners;
    }

    record Resolved(
            String agentId,
            String publicKey,
            String publicKeyAlgorithm,
            int keyVersion,
            @Nullable String signingPublicKey,
            String connectionStatus) {}

    @GetMapping("/resolve")
    Resolved resolve(Caller caller, Input input) {
        var slug = slug(input);
        var account = input.queryText("account");
        if (account != null && account.isBlank()) {
            input.reject("account", "must be the id, the e-mail address or the name of an account");
        }
        input.check();
        var partner = partner(caller, slug, account);
        var agent = queries.show(new GetAgent(partner.accountId(), partner.agentId()), Item.class);
        if (agent.publicKey() == null) {
            throw ApiError.notFound();
        }
        return new Resolved(agent.slug(), agent.publicKey(), PublicKeys.X25519.name(), agent.keyVersion(),
                agent.signingPublicKey(), Json.word(agent.state()));
    }

    private static String slug(Input input) {
        var slug = input.queryText("agent_id");
        if (slug == null) {
            input.reject("agent_id", "is required");
        } else if (!Slugs.isSlug(slug)) {
            input.reject("agent_id", Slugs.RULE);
        }
        return slug == null ? "" : slug;
    }

    private Partner partner(Caller caller, String slug, @Nullable String account) {
        var found = queries.ask(new ListPartners(caller.accountId(), null, slug), Partners.class).partners().stream()
                .filter(Partner::connected).toList();
        var persons = owners.of(found.stream().map(Partner::accountId).collect(Collectors.toSet()));
        var meant = found.stream()
                .filter(agent -> account == null || Candidate.isMeant(persons.get(agent.accountId()), account)).toList();
        if (meant.size() > 1) {
            throw ApiError.ambiguous("You are paired with agents of this agent_id of several accounts; say which one you mean with "
                    + "account=, followed by the account's id or e-mail address.",
                    meant.stream().map(agent -> Candidate.of(persons.get(agent.accountId()))).toList());
        }
        return meant.stream().findFirst().orElseThrow(ApiError::notFound);
    }
}
