package dev.agentpairing.gateway.account;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.PersonalWrites;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.gateway.security.Passwords;
import dev.agentpairing.gateway.settings.Plans;
import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.AccountQuery.GetAccount;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;

@RestController
@RequestMapping(produces = "application/json")
class AccountController {

    private static final String FIRST_PLAN = "free";

    private final Commands commands;
    private final PersonalWrites personal;
    private final Queries queries;
    private final Passwords passwords;
    private final Plans plans;
    private final Clock clock;

    AccountController(
            Commands commands, PersonalWrites personal, Queries queries, Passwords passwords, Plans plans, Clock clock) {
        this.commands = commands;
        this.personal = personal;
        this.queries = queries;
        this.passwords = passwords;
        this.plans = plans;
        this.clock = clock;
    }

    record SignedUp(UUID id, String email, String name, String plan, Instant createdAt, String sessionToken) {}

    @PostMapping("/v1/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    SignedUp signUp(Input input) {
        var body = input.body();
        var email = body.email("email");
        var name = body.text("name", 1, 128);
        var password = body.text("password", 12, 128);
        input.check();
        var hash = passwords.hash(password);
        var accountId = UUID.randomUUID();
        var at = clock.instant();
        var session = NewSession.of(accountId, at);
        var openedAt = personal.send(session.actor(), new KeepPerson(accountId, email, name, hash),
                new OpenAccount(accountId, new EmailAddress(email).id(), FIRST_PLAN, at), new ForgetPerson(accountId), Instant.class);
        commands.send(session.actor(), session.command());
        return new SignedUp(accountId, email, name, FIRST_PLAN, openedAt, session.token());
    }

    @GetMapping("/v1/account")
    AccountAnswer get(Caller caller) {
        var account = queries.show(new GetAccount(caller.accountId()), Account.class);
        return AccountAnswer.of(account, plans.of(account.plan()));
    }
}
