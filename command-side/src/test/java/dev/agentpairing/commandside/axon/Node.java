package dev.agentpairing.commandside.axon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.Permission;

/** One whole command side on a database that others may use too. */
final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final CommandGateway commands;

    private Node(String url, String user) {
        context = new SpringApplicationBuilder(InADatabase.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=agent-pairing,command-side")
                .run("--spring.datasource.url=" + url, "--spring.datasource.username=" + user,
                        "--spring.datasource.password=" + user, "--spring.datasource.hikari.maximum-pool-size=6");
        commands = context.getBean(CommandGateway.class);
    }

    static Node onFile(Path folder) {
        return new Node("jdbc:h2:file:" + folder.resolve("pairing")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "pairing");
    }

    /** One that runs until the JVM ends, for tests that bring accounts of their own. */
    static Node shared() {
        return Shared.NODE;
    }

    static Node onPostgres(String url) {
        return new Node(url, "");
    }

    /** One of two accounts that are connected. */
    record Side(UUID account, UUID email, UUID agent) {}

    record Ground(UUID connection, Side inviter, Side accepter) {

        ProposePairing proposal() {
            return proposal(inviter.agent, accepter.agent);
        }

        ProposePairing proposal(UUID invitersAgent, UUID acceptersAgent) {
            return new ProposePairing(
                    connection, UUID.randomUUID(), inviter.account, invitersAgent, acceptersAgent, Permission.BOTH, now());
        }

        /** The same pair, proposed from the other side. */
        ProposePairing counterProposal() {
            return new ProposePairing(
                    connection, UUID.randomUUID(), accepter.account, accepter.agent, inviter.agent, Permission.BOTH, now());
        }

        RevokePairing revocation(UUID pairing) {
            return new RevokePairing(pairing, inviter.account, true, null, null, now());
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcTemplate sql() {
        return bean(JdbcTemplate.class);
    }

    /** What the command answers, {@code null} too; a refusal is the failure of the future. */
    CompletableFuture<Object> send(Object command) {
        return commands.send(command);
    }

    /** @throws CommandExecutionException when it is refused */
    void act(Object command) {
        commands.sendAndWait(command);
    }

    /** {@code ACCEPTED}, or the refusal's code. */
    String outcome(Object command) {
        return outcome(send(command));
    }

    static String outcome(CompletableFuture<Object> answer) {
        try {
            answer.join();
            return "ACCEPTED";
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandExecutionException refused) {
                return refused.<Refused>getDetails().orElseThrow(() -> new AssertionError(refused)).refusal().name();
            }
            throw e;
        }
    }

    Ground ground(String plan) {
        var ground = new Ground(UUID.randomUUID(), side(plan), side(plan));
        act(new InviteAccount(ground.connection, ground.inviter.account, ground.accepter.email, now()));
        act(new AcceptInvite(ground.connection, ground.accepter.account, now()));
        return ground;
    }

    Side side(String plan) {
        var account = UUID.randomUUID();
        var email = new EmailAddress(account + "@example.com").id();
        act(new OpenAccount(account, email, plan, now()));
        return new Side(account, email, agent(account));
    }

    UUID agent(UUID account) {
        var agent = UUID.randomUUID();
        act(new RegisterAgent(account, agent, new Profile("agent-" + agent, "Agent", null, "custom", "{}", true),
                new Keys("AAAA", null), null, null, now()));
        return agent;
    }

    /** Opens and ends a pairing of the two agents, again and again. */
    void age(Ground ground, int pairings) {
        for (int done = 0; done < pairings; done += 1000) {
            var answers = new ArrayList<CompletableFuture<Object>>();
            for (int i = done; i < Math.min(done + 1000, pairings); i++) {
                var proposal = ground.proposal();
                answers.add(send(proposal));
                answers.add(send(ground.revocation(proposal.pairingId())));
            }
            answers.forEach(CompletableFuture::join);
        }
    }

    List<Object> events(UUID stream) {
        return bean(EventStore.class).readEvents(stream.toString()).asStream().<Object>map(event -> event.getPayload()).toList();
    }

    int size(UUID stream) {
        return events(stream).size();
    }

    /** Sequence number of the newest snapshot; -1 if there is none. */
    long snapshot(UUID stream) {
        var newest = sql().queryForObject(
                "select max(sequence_number) from snapshot_event where aggregate_identifier = ?", Long.class, stream.toString());
        return newest == null ? -1 : newest;
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {

        private static final Node NODE = start();

        private static Node start() {
            try {
                var folder = Files.createTempDirectory("agent-pairing-");
                var node = onFile(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    node.close();
                    FileSystemUtils.deleteRecursively(folder.toFile());
                }));
                return node;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
