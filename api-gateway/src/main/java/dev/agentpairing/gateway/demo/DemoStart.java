package dev.agentpairing.gateway.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.demo.DemoWorld.Side;
import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.security.Passwords;
import dev.agentpairing.gateway.security.Secrets;
import dev.agentpairing.gateway.settings.SettingProblem;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.AccountQuery.Census;
import dev.agentpairing.messages.account.AccountQuery.CountAccounts;
import dev.agentpairing.messages.account.AccountQuery.Credential;
import dev.agentpairing.messages.account.AccountQuery.FindCredential;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentQuery;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionQuery;
import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;

/** Makes the example world in an empty store: when the buses run, and before the port answers. */
@Component
@ConditionalOnBooleanProperty("pairing.demo")
class DemoStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoStart.class);

    /** After Axon (3072 below the default), before the web server (2048 below it). */
    private static final int PHASE = DEFAULT_PHASE - 2560;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Commands commands;
    private final Queries queries;
    private final Passwords passwords;
    private final Clock clock;
    private volatile boolean running;

    DemoStart(Commands commands, Queries queries, Passwords passwords, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public void start() {
        awaitViews();
        var census = census(DemoWorld.A);
        if (!census.present() && !census(DemoWorld.B).present() && census.accounts() > 0) {
            throw new SettingProblem("pairing.demo", "the store holds other accounts (" + census.accounts()
                    + "), and the example world has well-known secrets; use an empty store, or set it to false");
        }
        if (!isComplete()) {
            makeWhatIsMissing();
        }
        running = true;
    }

    /** What is there is decided from the views; after a crash or during a rebuild they have to catch up first. */
    private void awaitViews() {
        for (var end = clock.instant().plus(LONGEST_WAIT);;) {
            try {
                queries.ask(new CanRead(), Boolean.class);
                return;
            } catch (RuntimeException notYet) {
                if (clock.instant().isAfter(end)) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Census census(Side side) {
        return queries.ask(new CountAccounts(side.accountId()), Census.class);
    }

    /** The connection is accepted last of all. What became of the world since is left as it is. */
    private boolean isComplete() {
        var connection = queries.find(new GetConnection(DemoWorld.A.accountId(), DemoWorld.CONNECTION), ConnectionQuery.Item.class);
        return connection != null && connection.acceptedAt() != null;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** A start may have been cut short before. */
    private void makeWhatIsMissing() {
        open(DemoWorld.B);
        open(DemoWorld.A);
        connect();
        LOG.info("The example world is there: {} and {}", DemoWorld.A.email(), DemoWorld.B.email());
    }

    private void open(Side side) {
        if (!census(side).present()) {
            var email = new EmailAddress(side.email());
            var password = passwords.hash(side.password());
            commands.keep(Actor.SYSTEM, new KeepPerson(side.accountId(), side.email(), side.name(), password));
            commands.send(Actor.SYSTEM, new OpenAccount(side.accountId(), email.id(), DemoWorld.PLAN, clock.instant()));
        }
        var hash = Secrets.hash(side.apiKey());
        if (queries.find(new FindCredential(hash), Credential.class) == null) {
            var scopes = EnumSet.complementOf(EnumSet.of(Scope.PAIRINGS_REVOKE));
            commands.send(Actor.SYSTEM, new CreateApiKey(
                    side.accountId(), side.keyId(), "Example key", scopes, hash, Secrets.prefix(side.apiKey()), clock.instant()));
        }
        if (queries.find(new GetAgent(side.accountId(), side.agentId()), AgentQuery.Item.class) == null) {
            var profile = new Profile(side.slug(), side.agentName(), null, "custom", "{}", true);
            commands.send(Actor.SYSTEM, new RegisterAgent(
                    side.accountId(), side.agentId(), profile, new Keys(side.publicKey(), null), null, null, clock.instant()));
        }
    }

    private void connect() {
        var a = DemoWorld.A.accountId();
        if (queries.find(new GetConnection(a, DemoWorld.CONNECTION), ConnectionQuery.Item.class) == null) {
            commands.keep(Actor.SYSTEM, new KeepInvite(DemoWorld.CONNECTION, DemoWorld.B.email(), null));
            commands.send(Actor.SYSTEM, new InviteAccount(
                    DemoWorld.CONNECTION, a, new EmailAddress(DemoWorld.B.email()).id(), clock.instant()));
        }
        commands.send(Actor.SYSTEM, new AcceptInvite(DemoWorld.CONNECTION, DemoWorld.B.accountId(), clock.instant()));
    }
}
