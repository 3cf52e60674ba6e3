package dev.agentpairing.gateway.house;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Contract, section 2.6, "expiry", by a program that gives little time. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExpiryTest {

    private static final Duration TIME = Duration.ofMillis(1500);
    private static final Duration SOON = Duration.ofSeconds(1);

    @Parameter
    private Database database;
    private String url;
    private ConfigurableApplicationContext program;
    private Neighbours pair;
    private UUID mine;
    private UUID theirs;
    private Answer proposed;
    private UUID confirmed;
    private UUID changed;

    @BeforeParameterizedClassInvocation
    void start() {
        url = database.freshUrl();
        program = House.program(url, database.user(), "--pairing.admin-token=" + House.OPERATOR,
                "--pairing.pending-expiry=" + TIME.toMillis() + "ms");
        var house = new House(House.address(program));
        pair = Neighbours.of(house.account().onPlan("team"), house.account().onPlan("team"));
        mine = pair.alice().agent();
        theirs = pair.bob().agent();
        confirmed = pair.active();
        changed = pair.active();
        pair.bob().patch("/v1/pairings/" + changed, Map.of("permission", "send_only")).is(200);
        proposed = pair.propose(mine, theirs, "both").is(201);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        program.close();
        database.forget(url);
    }

    @Test
    void a_proposal_says_until_when_it_can_be_confirmed() {
        assertThat(moment(proposed, "expires_at")).isEqualTo(moment(proposed, "created_at").plus(TIME));
    }

    @Test
    void a_proposal_that_nobody_confirmed_ends_by_itself_soon_after() {
        var shown = awaitExpired(proposed.id());
        assertThat(moment(shown, "revoked_at")).isBetween(moment(proposed, "expires_at"), moment(proposed, "expires_at").plus(SOON));
    }

    @Test
    void a_changed_permission_that_nobody_confirmed_ends_the_pairing() {
        assertThat(awaitExpired(changed).at("/confirmed_at").isNull()).isTrue();
    }

    @Test
    void a_confirmed_pairing_stays() {
        awaitExpired(proposed.id());
        assertThat(pair.alice().get("/v1/pairings/" + confirmed).text("status")).isEqualTo("active");
    }

    @Test
    void what_has_expired_is_over() {
        awaitExpired(proposed.id());
        var path = "/v1/pairings/" + proposed.id();
        pair.bob().post(path + "/confirm", null).isRefused(400, "INVALID_STATUS");
        pair.bob().post(path + "/decline", null).isRefused(400, "INVALID_STATUS");
        pair.alice().post(path + "/withdraw", null).isRefused(400, "INVALID_STATUS");
        pair.alice().patch(path, Map.of("permission", "send_only")).isRefused(400, "INVALID_STATUS");
        pair.alice().delete(path).isRefused(400, "ALREADY_REVOKED");
    }

    @Test
    void the_past_of_a_life_in_which_much_expires_is_what_the_log_says() throws SQLException {
        var random = new Random(20_261_122);
        var life = new Life(pair.alice().house().newNeighbours(), random);
        for (int i = 0; i < 40; i++) {
            life.step();
        }
        var waiting = life.pairForGood();
        await().atMost(TIME.plus(SOON)).until(() -> life.bob.get("/v1/pairings/" + waiting).text("status").equals("revoked"));
        try (var log = DriverManager.getConnection(url, database.user(), database.user())) {
            assertThat(new PastProof(life, random, log).compare(40)).isGreaterThan(100);
        }
    }

    /** Late, because it stops the program; with its usual time the next one gives to new proposals a week. */
    @Test
    @Order(Integer.MAX_VALUE)
    void what_became_due_while_nothing_ran_ends_after_the_next_start() {
        var waiting = pair.propose(pair.alice().agent(), pair.bob().agent(), "both").is(201).id();
        program.close();
        program = House.program(url, database.user());
        var house = new House(House.address(program));
        pair = new Neighbours(pair.alice().at(house), pair.bob().at(house), pair.connection());
        awaitExpired(waiting);
        pair.propose(mine, theirs, "both").is(201);
    }

    private Answer awaitExpired(UUID pairing) {
        var path = "/v1/pairings/" + pairing;
        await().atMost(TIME.plus(SOON)).pollInterval(Duration.ofMillis(20))
                .until(() -> pair.bob().get(path).text("status").equals("revoked"));
        for (var account : List.of(pair.alice(), pair.bob())) {
            var shown = account.get(path).is(200);
            assertThat(shown.text("revocation_reason")).isEqualTo("expired");
            for (var field : new String[] {"revoked_by", "expires_at", "awaiting"}) {
                assertThat(shown.json().get(field).isNull()).as(field).isTrue();
            }
        }
        return pair.alice().get(path);
    }

    private static Instant moment(Answer answer, String field) {
        return Instant.parse(answer.text(field));
    }
}
