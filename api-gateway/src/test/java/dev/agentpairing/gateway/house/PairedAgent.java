package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** Bob's agent in a pending pairing: what one node changes of it, the other shows under this path. */
record PairedAgent(Neighbours changes, Neighbours shows, UUID id, String path) {

    /** A pairing alone, filtered pages with the newest one, and the whole list. */
    static final List<String> PATHS = List.of("/v1/pairings/{id}", "/v1/connections/{connection}/pairings?status=pending&limit=1",
            "/v1/pairings?status=pending&limit=1", "/v1/connections/{connection}/pairings");

    @FunctionalInterface
    interface Look {

        /** @param shown fails while the other node does not show it to a read with these headers */
        void after(Answer change, Consumer<String[]> shown);
    }

    /** Shown by the other node once already, which so has in memory what it keeps. */
    static PairedAgent of(Neighbours changes, Neighbours shows, String path) {
        var agent = shows.bob().agent();
        var pairing = shows.propose(shows.alice().agent(), agent, "both").is(201);
        var filled = path.replace("{id}", pairing.text("id")).replace("{connection}", shows.connection().toString());
        shows.alice().get(filled).is(200);
        return new PairedAgent(changes, shows, agent, filled);
    }

    /** Its name, its key, and whether it can be proposed to. */
    void change(Look look) {
        var name = House.fresh("name");
        look.after(update("name", name), headers -> assertThat(shown("/name", headers)).isEqualTo(name));
        var key = Account.newPublicKey();
        look.after(changes.bob().post("/v1/agents/" + id + "/rotate-key", Map.of("public_key", key)).is(200),
                headers -> assertThat(shown("_public_key", headers)).isEqualTo(key));
        look.after(update("available_for_connections", false), headers -> assertThat(candidates(headers)).doesNotContain(id.toString()));
        look.after(update("available_for_connections", true), headers -> assertThat(candidates(headers)).contains(id.toString()));
    }

    private Answer update(String field, Object value) {
        return changes.bob().patch("/v1/agents/" + id, Map.of(field, value)).is(200);
    }

    private String shown(String field, String... headers) {
        var answer = shows.alice().get(path, headers).is(200);
        var item = answer.json().has("pairings") ? answer.at("/pairings/0") : answer.json();
        var side = item.at("/agent_a/id").stringValue().equals(id.toString()) ? "/agent_a" : "/agent_b";
        assertThat(item.at(side + "/id").stringValue()).isEqualTo(id.toString());
        return item.at(side + field).stringValue();
    }

    private List<String> candidates(String... headers) {
        var answer = shows.alice().get("/v1/connections/" + shows.connection() + "/agents", headers).is(200);
        return answer.at("/agents").findValuesAsString("id");
    }
}
