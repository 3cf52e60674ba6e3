package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: whom of the other side one can propose to. */
@ParameterizedClass
@EnumSource(Database.class)
class ConnectedAgentsTest {

    private final House house;
    private final Account alice;
    private final Account bob;

    ConnectedAgentsTest(Database database) {
        house = House.on(database);
        alice = house.account();
        bob = house.account().onPlan("builder");
    }

    @Test
    void the_agents_of_the_other_side_that_have_a_key_and_are_available_are_listed_oldest_first() {
        var connection = alice.connectTo(bob);
        alice.agent();
        var first = bob.agent("first");
        var second = bob.agent("second");
        bob.agentWithoutKey();
        bob.patch("/v1/agents/" + bob.agent(), Map.of("available_for_connections", false)).is(200);
        bob.disconnect(bob.agent());
        var list = alice.get(path(connection)).is(200);
        assertThat(list.json().propertyNames()).containsExactly("agents");
        assertThat(ids(list)).containsExactly(first, second);
        var shown = list.at("/agents/0");
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("id", "agent_id", "name", "key_version");
        assertThat(shown.get("agent_id").stringValue()).isEqualTo("first");
        assertThat(shown.get("name").stringValue()).isEqualTo("first");
        assertThat(shown.get("key_version").intValue()).isEqualTo(1);
    }

    @Test
    void everyone_that_is_listed_can_be_proposed_to() {
        var neighbours = Neighbours.of(alice, bob);
        bob.agent();
        bob.agentWithoutKey();
        var mine = alice.agent();
        for (var theirs : ids(alice.get(path(neighbours.connection())).is(200))) {
            neighbours.propose(mine, theirs, "both").is(201);
        }
    }

    @Test
    void each_side_sees_those_of_the_other() {
        var connection = bob.connectTo(alice);
        var hers = alice.agent();
        assertThat(ids(alice.get(path(connection)).is(200))).isEmpty();
        assertThat(ids(bob.get(path(connection)).is(200))).containsExactly(hers);
    }

    @Test
    void until_it_is_active_and_after_it_ended_a_connection_tells_of_no_agents() {
        bob.agent();
        var connection = alice.invite(bob);
        for (var account : List.of(alice, bob)) {
            account.get(path(connection)).isRefused(400, "CONNECTION_NOT_ACTIVE");
        }
        bob.accept(connection).is(200);
        alice.delete("/v1/connections/" + connection).is(200);
        for (var account : List.of(alice, bob)) {
            account.get(path(connection)).isRefused(400, "CONNECTION_NOT_ACTIVE");
        }
    }

    @Test
    void a_rejected_invite_is_not_found() {
        var connection = alice.invite(bob);
        bob.post("/v1/connections/" + connection + "/reject", null).is(200);
        alice.get(path(connection)).isRefused(404, "NOT_FOUND");
    }

    private static String path(UUID connection) {
        return "/v1/connections/" + connection + "/agents";
    }

    private static List<UUID> ids(Answer list) {
        return list.at("/agents").findValuesAsString("id").stream().map(UUID::fromString).toList();
    }
}
