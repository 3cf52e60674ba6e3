package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract, section 2.1. Each row of its table is met by a request for which that row and later ones apply. */
@ParameterizedClass
@EnumSource(Database.class)
class ProposeRefusalsTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ProposeRefusalsTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void row_1_a_credential_comes_before_everything() {
        house.send("POST", "/v1/connections/nonsense/pairings", "agd_live_wrong", "{").isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void row_2_a_malformed_request_comes_before_a_missing_connection() {
        alice.post("/v1/connections/" + NOBODY + "/pairings", Map.of("my_agent_id", NOBODY)).isRefusedFor("their_agent_id");
    }

    @Test
    void row_3_a_missing_connection_comes_before_missing_agents() {
        alice.post("/v1/connections/" + NOBODY + "/pairings", agents(NOBODY, NOBODY)).isRefused(404, "NOT_FOUND");
    }

    @Test
    void row_3_a_connection_of_others_is_missing() {
        var stranger = house.stranger();
        stranger.post(neighbours.pairings(), agents(stranger.agent(), bob.agent())).isRefused(404, "NOT_FOUND");
    }

    @Test
    void row_4_a_pending_connection_comes_before_missing_agents() {
        var connection = alice.invite(house.account());
        alice.post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_4_the_invited_account_cannot_propose_before_it_accepts() {
        var invited = house.account();
        var connection = alice.invite(invited);
        invited.post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_4_a_revoked_connection_comes_before_missing_agents() {
        var connection = house.stranger().connectTo(house.account());
        house.stranger().delete("/v1/connections/" + connection).is(200);
        house.stranger().post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_5_an_agent_that_is_not_mine_comes_before_their_missing_key() {
        var theirs = bob.agentWithoutKey().id();
        neighbours.propose(NOBODY, theirs, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_that_is_not_theirs_comes_before_my_missing_key() {
        var mine = alice.agentWithoutKey().id();
        neighbours.propose(mine, NOBODY, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_their_agent_cannot_stand_for_mine() {
        neighbours.propose(bob.agent(), bob.agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_my_agent_cannot_stand_for_theirs() {
        neighbours.propose(alice.agent(), alice.agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_of_a_third_account_cannot_stand_for_theirs() {
        neighbours.propose(alice.agent(), house.stranger().agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_is_not_paired_with_itself() {
        var agent = alice.agent();
        neighbours.propose(agent, agent, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_6_my_missing_key_comes_before_theirs() {
        neighbours.propose(alice.agentWithoutKey().id(), bob.agentWithoutKey().id(), "both")
                .isRefused(400, "AGENT_NOT_CONNECTED");
    }

    @Test
    void row_6_my_wiped_key_comes_before_theirs() {
        var mine = alice.agent();
        alice.disconnect(mine);
        neighbours.propose(mine, bob.agentWithoutKey().id(), "both").isRefused(400, "AGENT_NOT_CONNECTED");
    }

    @Test
    void row_7_their_missing_key_comes_before_their_not_being_available() {
        var theirs = bob.agentWithoutKey().id();
        bob.patch("/v1/agents/" + theirs, Map.of("available_for_connections", false)).is(200);
        neighbours.propose(alice.agent(), theirs, "both").isRefused(400, "TARGET_NOT_CONNECTED");
    }

    @Test
    void row_7_their_wiped_key_comes_before_their_not_being_available() {
        var theirs = unavailable(bob.agent());
        bob.disconnect(theirs);
        neighbours.propose(alice.agent(), theirs, "both").isRefused(400, "TARGET_NOT_CONNECTED");
    }

    @Test
    void row_8_an_agent_that_is_not_available_comes_before_a_pairing_that_exists() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        neighbours.propose(mine, unavailable(theirs), "both").isRefused(403, "AGENT_NOT_AVAILABLE");
    }

    @Test
    void row_8_does_not_ask_whether_my_own_agent_is_available() {
        neighbours.propose(unavailable(alice, alice.agent()), bob.agent(), "both").is(201);
    }

    @Test
    void row_9_a_pending_pairing_comes_before_the_limit() {
        var full = full();
        full.neighbours.propose(full.mine, full.theirs, "both").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_9_an_active_pairing_comes_before_the_limit() {
        var full = full();
        full.neighbours.bob().post("/v1/pairings/" + full.pairing + "/confirm", null).is(200);
        full.neighbours.propose(full.mine, full.theirs, "both").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_9_counts_what_the_other_side_proposed() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        neighbours.propose(bob, theirs, mine, "send_only").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_10_the_limit_of_the_proposers_plan_holds() {
        var full = full();
        full.neighbours.propose(full.mine, full.neighbours.bob().agent(), "both").isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void row_10_the_limit_of_the_other_sides_plan_does_not_matter() {
        var full = full();
        full.neighbours.propose(full.neighbours.bob(), full.neighbours.bob().agent(), full.mine, "both").is(201);
    }

    @Test
    void row_10_what_was_revoked_does_not_count() {
        var full = full();
        full.neighbours.alice().delete("/v1/pairings/" + full.pairing).is(200);
        full.neighbours.propose(full.mine, full.neighbours.bob().agent(), "both").is(201);
    }

    /** Two accounts whose open pairings have reached the limit of the proposer's plan, which is 3. */
    private record Full(Neighbours neighbours, UUID mine, UUID theirs, UUID pairing) {}

    private Full full() {
        var small = Neighbours.of(house.account(), house.account().onPlan("builder"));
        var mine = small.alice().agent();
        small.propose(mine, small.bob().agent(), "both").is(201);
        small.propose(mine, small.bob().agent(), "both").is(201);
        var theirs = small.bob().agent();
        return new Full(small, mine, theirs, small.propose(mine, theirs, "both").is(201).id());
    }

    private UUID unavailable(UUID agent) {
        return unavailable(bob, agent);
    }

    private static UUID unavailable(Account owner, UUID agent) {
        owner.patch("/v1/agents/" + agent, Map.of("available_for_connections", false)).is(200);
        return agent;
    }

    private static Map<String, UUID> agents(UUID mine, UUID theirs) {
        return Map.of("my_agent_id", mine, "their_agent_id", theirs);
    }
}
