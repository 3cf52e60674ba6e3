package dev.agentpairing.gateway.agent;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.account.AccountQuery.Person;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;
import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partner;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;

/** Whom agents of the caller may send to now: own agents first, then those of others. Nothing can be sent to one without a key. */
@RestController
@RequestMapping(path = "/v1/agents", produces = "application/json")
class SendableController {

    private final Queries queries;
    private final Owners owners;

    SendableController(Queries queries, Owners owners) {
        this.queries = queries;
        this.owners = owners;
    }

    record Sendable(List<Recipient> agents) {}

    record Recipient(UUID id, String agentId, String name, boolean own, String accountName) {

        static Recipient own(Item agent, Person me) {
            return new Recipient(agent.agentId(), agent.slug(), agent.name(), true, me.name());
        }

        static Recipient other(Partner agent, Person owner) {
            return new Recipient(agent.agentId(), agent.slug(), agent.name(), false, owner.name());
        }
    }

    @GetMapping("/sendable")
    Sendable sendable(Caller caller) {
        var me = caller.accountId();
        var own = queries.ask(new ListAgents(me), Items.class).items().stream()
                .filter(agent -> agent.state() == ConnectionState.CONNECTED).toList();
        var others = queries.ask(new ListPartners(me, null, null), Partners.class).partners().stream()
                .filter(agent -> agent.receives() && agent.connected()).toList();
        var persons = owners.of(
                Stream.concat(Stream.of(me), others.stream().map(Partner::accountId)).collect(Collectors.toSet()));
        return new Sendable(Stream.concat(
                own.stream().map(agent -> Recipient.own(agent, persons.get(me))),
                others.stream().map(agent -> Recipient.other(agent, persons.get(agent.accountId())))).toList());
    }
}
