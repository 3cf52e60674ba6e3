package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/**
 * Alice proposes, Bob is the other side. Lists are narrowed to an agent that the test has for itself, because the connection is shared
 * with other tests.
 */
abstract class PairingsOfOneAgent {

    final House house;
    final Neighbours neighbours;
    final Account alice;
    final Account bob;
    UUID mine = UUID.randomUUID();

    PairingsOfOneAgent(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @BeforeEach
    void an_agent_of_this_test_alone() {
        mine = alice.agent();
    }

    final UUID propose(UUID theirs, String permission) {
        return neighbours.propose(mine, theirs, permission).is(201).id();
    }

    static JsonNode shownTo(Account viewer, UUID pairing) {
        return viewer.get("/v1/pairings/" + pairing).is(200).json();
    }

    final Answer list(Account viewer, String more) {
        return viewer.get(neighbours.pairings() + "?agent=" + mine + more).is(200);
    }

    static List<UUID> ids(Answer list) {
        return list.at("/pairings").valueStream().map(item -> UUID.fromString(item.get("id").stringValue())).toList();
    }
}
