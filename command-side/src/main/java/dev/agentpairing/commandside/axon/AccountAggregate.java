package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.messages.account.AccountEvent;

/** Axon's view of {@link Account}. */
@AggregateRoot(type = "Account")
@Revision("2")
final class AccountAggregate extends EventSourced<Account, AccountEvent> implements Snapshotted {

    @AggregateIdentifier
    private @Nullable UUID accountId;

    AccountAggregate() {
        super(Account.UNOPENED);
    }

    AccountAggregate(List<AccountEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        accountId = event.accountId();
        become(state().evolve(event));
    }

    @Override
    public AccountAggregate snapshot() {
        var copy = new AccountAggregate();
        copy.accountId = accountId;
        copy.takeOver(this);
        return copy;
    }
}
