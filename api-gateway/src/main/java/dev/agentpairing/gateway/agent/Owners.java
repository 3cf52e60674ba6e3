package dev.agentpairing.gateway.agent;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.account.AccountQuery.FindPersons;
import dev.agentpairing.messages.account.AccountQuery.Person;
import dev.agentpairing.messages.account.AccountQuery.Persons;

/** Who is behind the accounts of agents; of an erased person nothing is told. */
@Component
class Owners {

    private final Queries queries;

    Owners(Queries queries) {
        this.queries = queries;
    }

    Map<UUID, Person> of(Set<UUID> accounts) {
        var known = queries.ask(new FindPersons(accounts), Persons.class).persons().stream()
                .collect(Collectors.toMap(Person::accountId, Function.identity()));
        return accounts.stream().collect(
                Collectors.toMap(Function.identity(), account -> known.getOrDefault(account, new Person(account, "", ""))));
    }
}
