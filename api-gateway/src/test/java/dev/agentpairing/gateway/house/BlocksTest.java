package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: who keeps whom away. Alice invites, Bob is invited. */
@ParameterizedClass
@EnumSource(Database.class)
class BlocksTest {

    private final House house;
    private final Account alice;
    private final Account bob;

    BlocksTest(Database database) {
        house = House.on(database);
        alice = house.account();
        bob = house.account();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void either_side_blocks_the_other_and_everything_between_them_ends(boolean inviterBlocks) {
        var neighbours = Neighbours.of(alice.onPlan("team"), bob.onPlan("team"));
        var open = List.of(neighbours.pending(), neighbours.active());
        neighbours.revoked();
        var blocker = inviterBlocks ? alice : bob;
        var blocked = inviterBlocks ? bob : alice;
        var answer = blocker.block(neighbours.connection()).is(200);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("id", "blocked_account_id", "pairings_revoked", "connection_revoked");
        assertThat(answer.text("blocked_account_id")).isEqualTo(blocked.id().toString());
        assertThat(answer.at("/pairings_revoked").intValue()).isEqualTo(2);
        assertThat(answer.at("/connection_revoked").booleanValue()).isTrue();
        for (var account : List.of(alice, bob)) {
            assertThat(account.get("/v1/connections/" + neighbours.connection()).text("status")).isEqualTo("revoked");
            assertThat(account.get("/v1/account").at("/usage/connections").intValue()).isZero();
            for (var pairing : open) {
                var shown = account.get("/v1/pairings/" + pairing).is(200);
                assertThat(shown.text("status")).isEqualTo("revoked");
                assertThat(shown.text("revocation_reason")).isEqualTo("account_blocked");
                assertThat(shown.text("revoked_by")).isEqualTo(blocker.id().toString());
            }
        }
    }

    @Test
    void blocking_twice_is_one_block() {
        var connection = alice.connectTo(bob);
        var first = alice.block(connection).is(200);
        var second = alice.block(connection).is(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(alice.get("/v1/blocked").at("/blocked")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neither_can_invite_the_other(boolean inviterBlocks) {
        (inviterBlocks ? alice : bob).block(alice.connectTo(bob)).is(200);
        invite(alice, bob).isRefused(403, "BLOCKED");
        invite(bob, alice).isRefused(403, "BLOCKED");
        alice.post("/v1/connections", Map.of("email", bob.email().toUpperCase())).isRefused(403, "BLOCKED");
    }

    @Test
    void the_own_address_is_said_before_a_block_and_a_block_before_the_plan_and_the_rate() {
        alice.block(alice.connectTo(bob)).is(200);
        invite(alice, alice).isRefused(400, "SELF_CONNECTION");
        for (int i = 0; i < 3; i++) {
            alice.connectTo(house.account());
        }
        invite(alice, bob).isRefused(403, "BLOCKED");
        invite(alice, house.stranger()).isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void an_invite_refused_for_a_block_does_not_count_against_the_hour() {
        alice.block(alice.connectTo(bob)).is(200);
        for (int i = 0; i < 12; i++) {
            invite(bob, alice).isRefused(403, "BLOCKED");
        }
        bob.invite(House.fresh("x") + "@example.org");
    }

    @Test
    void the_list_says_whom_and_since_when_the_latest_first() {
        var before = Instant.now().minusSeconds(1);
        var one = alice.block(alice.connectTo(bob)).is(200);
        var carol = house.account();
        var other = alice.block(carol.connectTo(alice)).is(200);
        var list = alice.get("/v1/blocked").is(200);
        assertThat(list.json().propertyNames()).containsExactly("blocked");
        assertThat(list.at("/blocked").findValuesAsString("blocked_at")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(list.at("/blocked/0/id").stringValue()).isEqualTo(other.text("id"));
        var first = list.at("/blocked/1");
        assertThat(first.propertyNames()).containsExactlyInAnyOrder("id", "account", "blocked_at");
        assertThat(first.get("id").stringValue()).isEqualTo(one.text("id"));
        assertThat(first.get("account").propertyNames()).containsExactlyInAnyOrder("id", "name", "email");
        assertThat(first.at("/account/id").stringValue()).isEqualTo(bob.id().toString());
        assertThat(first.at("/account/name").stringValue()).isEqualTo(bob.name());
        assertThat(first.at("/account/email").stringValue()).isEqualTo(bob.email());
        assertThat(Instant.parse(first.get("blocked_at").stringValue())).isAfter(before);
        assertThat(bob.get("/v1/blocked").is(200).at("/blocked")).isEmpty();
    }

    @Test
    void unblocking_brings_nothing_back_and_allows_a_new_invite() {
        var connection = alice.connectTo(bob);
        var block = alice.block(connection).is(200).id();
        var answer = alice.delete("/v1/blocked/" + block).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("unblocked_account_id", "message");
        assertThat(answer.text("unblocked_account_id")).isEqualTo(bob.id().toString());
        assertThat(answer.text("message")).isNotBlank();
        assertThat(alice.get("/v1/blocked").at("/blocked")).isEmpty();
        assertThat(bob.get("/v1/connections/" + connection).text("status")).isEqualTo("revoked");
        bob.connectTo(alice);
    }

    @Test
    void only_whoever_blocked_can_unblock_and_only_once() {
        var block = "/v1/blocked/" + alice.block(alice.connectTo(bob)).is(200).id();
        bob.delete(block).isRefused(404, "NOT_FOUND");
        house.stranger().delete(block).isRefused(404, "NOT_FOUND");
        alice.delete("/v1/blocked/" + UUID.randomUUID()).isRefused(404, "NOT_FOUND");
        alice.delete(block).is(200);
        alice.delete(block).isRefused(404, "NOT_FOUND");
    }

    @Test
    void whoever_is_blocked_may_block_too_and_both_blocks_must_be_lifted() {
        var connection = alice.connectTo(bob);
        var hers = alice.block(connection).is(200);
        var his = bob.block(connection).is(200);
        assertThat(his.text("blocked_account_id")).isEqualTo(alice.id().toString());
        assertThat(his.id()).isNotEqualTo(hers.id());
        alice.delete("/v1/blocked/" + hers.id()).is(200);
        invite(alice, bob).isRefused(403, "BLOCKED");
        bob.delete("/v1/blocked/" + his.id()).is(200);
        alice.invite(bob);
    }

    @Test
    void a_block_after_an_unblock_is_a_new_one() {
        var connection = alice.connectTo(bob);
        var first = alice.block(connection).is(200).id();
        alice.delete("/v1/blocked/" + first).is(200);
        assertThat(alice.block(connection).is(200).id()).isNotEqualTo(first);
        invite(bob, alice).isRefused(403, "BLOCKED");
    }

    @Test
    void the_inviter_of_a_waiting_or_cancelled_invite_cannot_block_whether_there_is_an_account_or_not() {
        for (var address : List.of(bob.email(), House.fresh("x") + "@example.org")) {
            var invite = alice.invite(address);
            alice.block(invite).isRefused(400, "CONNECTION_NOT_ACTIVE");
            alice.delete("/v1/connections/" + invite).is(200);
            alice.block(invite).isRefused(400, "CONNECTION_NOT_ACTIVE");
        }
    }

    @Test
    void whoever_is_invited_may_block_the_inviter_which_ends_the_invite() {
        var invite = alice.invite(bob);
        assertThat(bob.block(invite).is(200).text("blocked_account_id")).isEqualTo(alice.id().toString());
        bob.accept(invite).isRefused(409, "ALREADY_PROCESSED");
        for (var account : List.of(alice, bob)) {
            var list = account.get("/v1/connections").is(200);
            assertThat(list.at("/pending_incoming")).isEmpty();
            assertThat(list.at("/pending_outgoing")).isEmpty();
            assertThat(account.get("/v1/connections/" + invite).text("status")).isEqualTo("revoked");
        }
        assertThat(alice.get("/v1/connections/" + invite).body()).doesNotContain(bob.id().toString(), bob.name());
        invite(alice, bob).isRefused(403, "BLOCKED");
    }

    @Test
    void whoever_rejected_an_invite_finds_nothing_to_block() {
        var invite = alice.invite(bob);
        bob.post("/v1/connections/" + invite + "/reject", null).is(200);
        bob.block(invite).isRefused(404, "NOT_FOUND");
        alice.block(invite).isRefused(404, "NOT_FOUND");
    }

    /** By the connection that is over each still knows the other. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "an invite of hers", "an invite of his", "a connection"})
    void a_connection_that_is_over_is_enough_to_block_whatever_stands_between_them_now(String between) {
        var over = alice.connectTo(bob);
        alice.delete("/v1/connections/" + over).is(200);
        var now = switch (between) {
            case "an invite of hers" -> alice.invite(bob);
            case "an invite of his" -> bob.invite(alice);
            case "a connection" -> bob.connectTo(alice);
            default -> over;
        };
        alice.block(over).is(200);
        assertThat(bob.get("/v1/connections/" + now).text("status")).isEqualTo("revoked");
        alice.accept(now).is(now.equals(over) || between.endsWith("hers") ? 403 : 409);
        bob.accept(now).is(between.equals("an invite of his") || between.equals("a connection") ? 403 : 409);
        invite(bob, alice).isRefused(403, "BLOCKED");
    }

    @Test
    void others_are_not_concerned() {
        alice.block(alice.connectTo(bob)).is(200);
        var carol = house.account();
        carol.connectTo(alice);
        bob.connectTo(carol);
    }

    private static Answer invite(Account who, Account whom) {
        return who.post("/v1/connections", Map.of("email", whom.email()));
    }
}
