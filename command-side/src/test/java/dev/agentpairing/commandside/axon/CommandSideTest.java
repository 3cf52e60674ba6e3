package dev.agentpairing.commandside.axon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.PermissionNow;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole command side on a real H2 file: every command goes through the bus into the event store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandSideTest {

    private ConfigurableApplicationContext house;
    private CommandGateway commands;
    private EventStore events;

    @BeforeAll
    void start(@TempDir Path folder) {
        house = new SpringApplicationBuilder(InADatabase.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=command-side")
                .run("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("pairing")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        commands = house.getBean(CommandGateway.class);
        events = house.getBean(EventStore.class);
    }

    @AfterAll
    void stop() {
        house.close();
    }

    private record Side(UUID account, UUID email, UUID agent) {}

    private record Ground(UUID connection, Side inviter, Side accepter) {

        ProposePairing proposal() {
            return new ProposePairing(
                    connection, UUID.randomUUID(), inviter.account, inviter.agent, accepter.agent, Permission.BOTH, now());
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private Side side(String plan) {
        var account = UUID.randomUUID();
        var email = new EmailAddress(account + "@example.com").id();
        commands.sendAndWait(new OpenAccount(account, email, plan, now()));
        return new Side(account, email, agent(account));
    }

    private UUID agent(UUID account) {
        var agent = UUID.randomUUID();
        commands.sendAndWait(new RegisterAgent(
                account, agent, new Profile("agent-" + agent, "Agent", null, "custom", "{}", true),
                new Keys("AAAA", null), null, now()));
        return agent;
    }

    private Ground ground(String plan) {
        var ground = new Ground(UUID.randomUUID(), side(plan), side(plan));
        commands.sendAndWait(new InviteAccount(ground.connection, ground.inviter.account, ground.accepter.email, now()));
        commands.sendAndWait(new AcceptInvite(ground.connection, ground.accepter.account, now()));
        return ground;
    }

    private Refusal refusalOf(Object command) {
        try {
            commands.sendAndWait(command);
        } catch (CommandExecutionException e) {
            return e.<Refused>getDetails().orElseThrow().refusal();
        }
        throw new AssertionError("not refused: " + command);
    }

    private long eventsOf(UUID stream) {
        return events.readEvents(stream.toString()).asStream().count();
    }

    @Test
    void a_proposal_writes_the_stream_of_the_connection_and_that_of_the_pairing() {
        var ground = ground("team");
        var before = eventsOf(ground.connection);
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        assertThat(eventsOf(ground.connection)).isEqualTo(before + 1);
        assertThat(eventsOf(proposal.pairingId())).isEqualTo(1);
    }

    @Test
    void a_refused_proposal_writes_nothing() {
        var ground = ground("team");
        commands.sendAndWait(ground.proposal());
        var before = eventsOf(ground.connection);
        var second = ground.proposal();
        assertThat(refusalOf(second)).isEqualTo(Refusal.PAIRING_EXISTS);
        assertThat(eventsOf(ground.connection)).isEqualTo(before);
        assertThat(eventsOf(second.pairingId())).isZero();
    }

    @Test
    void of_many_simultaneous_proposals_of_one_pair_exactly_one_is_accepted() {
        var ground = ground("team");
        assertThat(accepted(64, _ -> ground.proposal())).isEqualTo(1);
    }

    @Test
    void exactly_as_many_pairings_are_open_as_the_plan_allows() {
        var ground = ground("builder");
        var agents = new ArrayList<UUID>();
        for (int i = 1; i < 10; i++) {
            agents.add(agent(ground.accepter.account));
        }
        var mine = new ArrayList<UUID>();
        for (int i = 1; i < 10; i++) {
            mine.add(agent(ground.inviter.account));
        }
        assertThat(accepted(81, i -> new ProposePairing(ground.connection, UUID.randomUUID(), ground.inviter.account,
                mine.get(i / 9), agents.get(i % 9), Permission.BOTH, now()))).isEqualTo(25);
    }

    private long accepted(int times, java.util.function.IntFunction<Object> command) {
        var answers = new ArrayList<CompletableFuture<Object>>();
        for (int i = 0; i < times; i++) {
            answers.add(commands.send(command.apply(i)));
        }
        return answers.stream().filter(CommandSideTest::succeeded).count();
    }

    private static boolean succeeded(CompletableFuture<Object> answer) {
        try {
            answer.get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(CommandExecutionException.class);
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_end_of_a_connection_ends_its_pairings_and_frees_the_way_for_a_new_one() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        commands.sendAndWait(new ConfirmPairing(proposal.pairingId(), ground.accepter.account, null, now()));
        int ended = commands.sendAndWait(new RevokeConnection(ground.connection, ground.accepter.account, now()));
        assertThat(ended).isEqualTo(1);
        assertThat(refusalOf(new RevokePairing(proposal.pairingId(), ground.inviter.account, true, null, null, now())))
                .isEqualTo(Refusal.ALREADY_REVOKED);
        commands.sendAndWait(new InviteAccount(UUID.randomUUID(), ground.accepter.account, ground.inviter.email, now()));
    }

    @Test
    void a_disconnected_agent_has_no_open_pairing() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        commands.sendAndWait(new DisconnectAgent(ground.accepter.agent, ground.accepter.account, now()));
        assertThat(refusalOf(new ConfirmPairing(proposal.pairingId(), ground.accepter.account, null, now())))
                .isEqualTo(Refusal.INVALID_STATUS);
        assertThat(refusalOf(ground.proposal())).isEqualTo(Refusal.TARGET_NOT_CONNECTED);
    }

    @Test
    void a_deleted_agent_is_gone_with_its_open_pairings_in_one_append() {
        var ground = ground("team");
        var agent = ground.accepter.agent;
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        commands.sendAndWait(new ConfirmPairing(proposal.pairingId(), ground.accepter.account, null, now()));
        commands.sendAndWait(new DeleteAgent(agent, ground.accepter.account, now()));
        var stored = Stream.of(agent, proposal.pairingId(), ground.connection, ground.accepter.account)
                .map(stream -> events.readEvents(stream.toString()).asStream().reduce((_, last) -> last).orElseThrow()).toList();
        assertThat(stored).extracting(event -> event.getPayload().getClass().getSimpleName())
                .containsExactly("AgentDeleted", "PairingRevoked", "PairClosed", "SlugFreed");
        assertThat(stored).extracting(event -> event.getMetaData().get("correlationId")).containsOnly(
                stored.getFirst().getMetaData().get("correlationId"));
        assertThat(((PairingRevoked) stored.get(1).getPayload()).reason()).isEqualTo(RevocationReason.AGENT_DELETED);
        assertThat(refusalOf(ground.proposal())).isEqualTo(Refusal.AGENT_NOT_FOUND);
        assertThat(refusalOf(new DeleteAgent(agent, ground.accepter.account, now()))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_deleted_agent_makes_room_for_another_of_its_slug() {
        var free = side("free");
        agent(free.account);
        assertThat(refusalOf(registration(free.account, "agent-" + free.agent))).isEqualTo(Refusal.AGENT_ID_TAKEN);
        commands.sendAndWait(new DeleteAgent(free.agent, free.account, now()));
        commands.sendAndWait(registration(free.account, "agent-" + free.agent));
        assertThat(refusalOf(registration(free.account, "third"))).isEqualTo(Refusal.PLAN_LIMIT_REACHED);
    }

    private static RegisterAgent registration(UUID account, String slug) {
        return new RegisterAgent(account, UUID.randomUUID(), new Profile(slug, "Agent", null, "custom", "{}", true),
                new Keys("AAAA", null), null, now());
    }

    @Test
    void a_rotated_key_leaves_open_pairings_and_is_the_one_that_is_confirmed() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        commands.sendAndWait(new RotateKey(ground.accepter.agent, ground.accepter.account, "BBBB", now()));
        commands.sendAndWait(new ConfirmPairing(proposal.pairingId(), ground.accepter.account, null, now()));
        var confirmed = (PairingConfirmed) events.readEvents(proposal.pairingId().toString()).asStream()
                .reduce((_, last) -> last).orElseThrow().getPayload();
        assertThat(List.of(confirmed.agentAKeyVersion(), confirmed.agentBKeyVersion())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_changed_permission_writes_the_pairings_stream_alone_and_the_pair_stays_taken() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        var before = eventsOf(ground.connection);
        PermissionNow now = commands.sendAndWait(change(proposal, ground.accepter, Permission.SEND_ONLY));
        assertThat(now).isEqualTo(new PermissionNow(PairingStatus.PENDING, true));
        assertThat(eventsOf(proposal.pairingId())).isEqualTo(2);
        assertThat(eventsOf(ground.connection)).isEqualTo(before);
        assertThat(refusalOf(ground.proposal())).isEqualTo(Refusal.PAIRING_EXISTS);
    }

    @Test
    void the_same_permission_writes_nothing_and_is_answered_with_the_present_status() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        PermissionNow pending = commands.sendAndWait(change(proposal, ground.accepter, Permission.BOTH));
        assertThat(pending).isEqualTo(new PermissionNow(PairingStatus.PENDING, false));
        commands.sendAndWait(new ConfirmPairing(proposal.pairingId(), ground.accepter.account, null, now()));
        PermissionNow active = commands.sendAndWait(change(proposal, ground.inviter, Permission.BOTH));
        assertThat(active).isEqualTo(new PermissionNow(PairingStatus.ACTIVE, false));
        assertThat(eventsOf(proposal.pairingId())).isEqualTo(2);
    }

    private static ChangePermission change(ProposePairing proposal, Side by, Permission permission) {
        return new ChangePermission(proposal.pairingId(), by.account, permission, null, now());
    }

    @Test
    void what_was_declined_or_withdrawn_frees_the_way_for_a_new_proposal() {
        var ground = ground("team");
        var declined = ground.proposal();
        commands.sendAndWait(declined);
        commands.sendAndWait(new DeclinePairing(declined.pairingId(), ground.accepter.account, now()));
        var withdrawn = ground.proposal();
        commands.sendAndWait(withdrawn);
        commands.sendAndWait(new WithdrawPairing(withdrawn.pairingId(), ground.inviter.account, now()));
        commands.sendAndWait(ground.proposal());
    }

    @Test
    void a_pairing_expires_once_when_it_is_due_and_frees_the_way_for_a_new_proposal() {
        var ground = ground("team");
        var proposal = ground.proposal();
        commands.sendAndWait(proposal);
        var before = eventsOf(ground.connection);
        commands.sendAndWait(new ExpirePairing(proposal.pairingId(), now()));
        assertThat(eventsOf(proposal.pairingId())).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            commands.sendAndWait(new ExpirePairing(proposal.pairingId(), now().plus(Duration.ofDays(7))));
        }
        assertThat(eventsOf(proposal.pairingId())).isEqualTo(2);
        assertThat(eventsOf(ground.connection)).isEqualTo(before + 1);
        commands.sendAndWait(ground.proposal());
    }

    @Test
    void a_pairing_that_was_never_proposed_does_not_expire_and_that_is_no_mistake() {
        var id = UUID.randomUUID();
        commands.sendAndWait(new ExpirePairing(id, now()));
        assertThat(eventsOf(id)).isZero();
    }

    @Test
    void an_address_signs_up_once() {
        var first = side("free");
        assertThat(refusalOf(new OpenAccount(UUID.randomUUID(), first.email, "free", now()))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void two_accounts_that_invite_each_other_at_once_have_one_invite() {
        var one = side("team");
        var other = side("team");
        var invites = List.<Object>of(
                new InviteAccount(UUID.randomUUID(), one.account, other.email, now()),
                new InviteAccount(UUID.randomUUID(), other.account, one.email, now()));
        assertThat(accepted(2, invites::get)).isEqualTo(1);
    }

    @Test
    void the_id_of_something_else_is_not_found() {
        var ground = ground("team");
        commands.sendAndWait(ground.proposal()); // everything is in memory now
        assertThat(refusalOf(new ConfirmPairing(ground.connection, ground.accepter.account, null, now()))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusalOf(new AcceptInvite(ground.accepter.agent, ground.accepter.account, now()))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusalOf(new DisconnectAgent(ground.accepter.account, ground.accepter.account, now()))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void every_event_names_its_command() {
        var ground = ground("team");
        assertThat(events.readEvents(ground.connection.toString()).asStream())
                .allSatisfy(event -> assertThat(event.getMetaData()).containsKeys("correlationId"));
    }
}
