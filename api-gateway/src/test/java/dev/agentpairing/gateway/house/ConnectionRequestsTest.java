package dev.agentpairing.gateway.house;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 3: what of a request for connections cannot be read, and what strangers get. */
class ConnectionRequestsTest {

    private final House house = House.on(Database.H2);
    private final Neighbours neighbours = house.neighbours();
    private final Account alice = neighbours.alice();

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "", "ACTIVE", "active&status=all"})
    void another_status_is_malformed(String status) {
        alice.get("/v1/connections?status=" + status).isRefusedFor("status");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /accept", "POST, /reject", "DELETE, ''", "POST, /block", "GET, /agents"})
    void strangers_find_nothing(String method, String tail) {
        var stranger = house.stranger();
        for (var connection : new UUID[] {neighbours.connection(), UUID.randomUUID()}) {
            house.send(method, "/v1/connections/" + connection + tail, stranger.credential(), null).isRefused(404, "NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /accept", "POST, /reject", "DELETE, ''", "POST, /block", "GET, /agents"})
    void an_id_that_is_no_uuid_is_malformed(String method, String tail) {
        house.send(method, "/v1/connections/0-0-0-0-0" + tail, alice.credential(), null).isRefusedFor("id");
    }

    @Test
    void the_id_of_a_block_that_is_no_uuid_is_malformed() {
        alice.delete("/v1/blocked/0-0-0-0-0").isRefusedFor("id");
    }
}
