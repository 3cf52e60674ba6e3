package dev.agentpairing.gateway.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.gateway.security.Credentials;
import dev.agentpairing.gateway.security.Passwords;
import dev.agentpairing.messages.account.AccountCommand.CloseSession;
import dev.agentpairing.messages.account.AccountQuery.FindLogin;
import dev.agentpairing.messages.account.AccountQuery.Login;
import dev.agentpairing.messages.account.EmailAddress;

@RestController
@RequestMapping(produces = "application/json")
class SessionController {

    private final Commands commands;
    private final Queries queries;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Credentials credentials;
    private final Clock clock;

    SessionController(
            Commands commands, Queries queries, Passwords passwords, SignInThrottle throttle, Credentials credentials,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.throttle = throttle;
        this.credentials = credentials;
        this.clock = clock;
    }

    record SignedIn(String sessionToken, UUID accountId, Instant expiresAt) {}

    record SignedOut(String message) {}

    /** What cannot be the address or the password of anybody is malformed, and does not count as a failure of that address. */
    @PostMapping("/v1/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    SignedIn signIn(Input input) {
        var body = input.body();
        var email = body.email("email");
        var password = body.text("password", 1, 128);
        input.check();
        var emailId = new EmailAddress(email).id();
        var login = queries.find(new FindLogin(emailId), Login.class);
        var hash = login == null ? null : login.passwordHash();
        if (!throttle.attempt(emailId, () -> passwords.matches(password, hash))) {
            throw invalidCredentials();
        }
        return open(login);
    }

    @DeleteMapping("/v1/sessions/current")
    SignedOut signOut(Caller caller) {
        commands.sendUntold(caller.actor(), new CloseSession(caller.credentialId(), clock.instant()));
        credentials.revoke(caller.credentialId());
        return new SignedOut("Signed out.");
    }

    private SignedIn open(@Nullable Login login) {
        if (login == null) {
            throw invalidCredentials();
        }
        var session = NewSession.of(login.accountId(), clock.instant());
        commands.sendUntold(session.actor(), session.command());
        return new SignedIn(session.token(), session.accountId(), session.expiresAt());
    }

    private static ApiError invalidCredentials() {
        var message = "There is no account with this address and password.";
        return ApiError.of(401, "INVALID_CREDENTIALS", message, Map.of("WWW-Authenticate", "Bearer"));
    }
}
