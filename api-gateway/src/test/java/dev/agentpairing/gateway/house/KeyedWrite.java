package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes of every kind that may be sent twice under one key. */
enum KeyedWrite {

    PROPOSE {
        @Override
        Sent prepare(Neighbours pair) {
            var mine = pair.alice().agent();
            var body = Map.of("my_agent_id", mine, "their_agent_id", pair.bob().agent());
            return new Sent(key -> pair.alice().post(pair.pairings(), body, KEY, key),
                    () -> pair.alice().get(pair.pairings() + "?agent=" + mine).is(200).at("/pairings").size());
        }
    },

    CONFIRM {
        @Override
        Sent prepare(Neighbours pair) {
            var path = "/v1/pairings/" + pair.pending();
            return new Sent(key -> pair.bob().post(path + "/confirm", null, KEY, key),
                    () -> is(pair.bob().get(path).is(200).at("/status"), "active"));
        }
    },

    REVOKE {
        @Override
        Sent prepare(Neighbours pair) {
            var path = "/v1/pairings/" + pair.active();
            return new Sent(key -> pair.alice().deleteWith(path, Map.of("reason", "over"), KEY, key),
                    () -> is(pair.bob().get(path).is(200).at("/status"), "revoked"));
        }
    },

    INVITE {
        @Override
        Sent prepare(Neighbours pair) {
            var inviter = pair.alice().house().account();
            var body = Map.of("email", House.fresh("invited") + "@example.org", "message", "Hello");
            return new Sent(key -> inviter.post("/v1/connections", body, KEY, key),
                    () -> inviter.get("/v1/connections").is(200).at("/pending_outgoing").size());
        }
    },

    ACCEPT {
        @Override
        Sent prepare(Neighbours pair) {
            var invited = pair.alice().house().account();
            var connection = pair.alice().house().account().invite(invited);
            return new Sent(key -> invited.post("/v1/connections/" + connection + "/accept", null, KEY, key),
                    () -> invited.get("/v1/account").is(200).at("/usage/connections").intValue());
        }
    },

    REVOKE_CONNECTION {
        @Override
        Sent prepare(Neighbours pair) {
            var one = pair.alice().house().account().onPlan("team");
            var neighbours = Neighbours.of(one, pair.alice().house().account().onPlan("team"));
            neighbours.pending();
            neighbours.active();
            return new Sent(key -> one.delete("/v1/connections/" + neighbours.connection(), KEY, key),
                    () -> 1 - one.get("/v1/account").is(200).at("/usage/connections").intValue());
        }
    },

    BLOCK {
        @Override
        Sent prepare(Neighbours pair) {
            var one = pair.alice().house().account();
            var neighbours = Neighbours.of(one, pair.alice().house().account());
            neighbours.pending();
            return new Sent(key -> one.post("/v1/connections/" + neighbours.connection() + "/block", null, KEY, key),
                    () -> one.get("/v1/blocked").is(200).at("/blocked").size());
        }
    },

    UNBLOCK {
        @Override
        Sent prepare(Neighbours pair) {
            var one = pair.alice().house().account();
            var connection = one.connectTo(pair.alice().house().account());
            var block = one.post("/v1/connections/" + connection + "/block", null).is(200).id();
            return new Sent(key -> one.delete("/v1/blocked/" + block, KEY, key),
                    () -> 1 - one.get("/v1/blocked").is(200).at("/blocked").size());
        }
    },

    REGISTER {
        @Override
        Sent prepare(Neighbours pair) {
            var slug = House.fresh("once");
            return new Sent(key -> pair.alice().post("/v1/agents/register", Map.of("agent_id", slug), KEY, key),
                    () -> count(pair.alice().get("/v1/agents").is(200).at("/agents"), "agent_id", slug));
        }
    },

    UPDATE {
        @Override
        Sent prepare(Neighbours pair) {
            var path = "/v1/agents/" + pair.alice().agent();
            return new Sent(key -> pair.alice().patch(path, Map.of("name", "New"), KEY, key),
                    () -> is(pair.alice().get(path).is(200).at("/name"), "New"));
        }
    },

    DISCONNECT {
        @Override
        Sent prepare(Neighbours pair) {
            var path = "/v1/agents/" + pair.alice().agent();
            return new Sent(key -> pair.alice().post(path + "/disconnect", null, KEY, key),
                    () -> is(pair.alice().get(path).is(200).at("/connection_status"), "disconnected"));
        }
    },

    CREATE_KEY {
        @Override
        Sent prepare(Neighbours pair) {
            var name = House.fresh("once");
            return new Sent(key -> pair.alice().post("/v1/api-keys", Map.of("name", name), KEY, key),
                    () -> count(pair.alice().get("/v1/api-keys").is(200).at("/keys"), "name", name));
        }
    },

    REVOKE_KEY {
        @Override
        Sent prepare(Neighbours pair) {
            UUID id = pair.alice().post("/v1/api-keys", Map.of("name", House.fresh("once"))).is(201).id();
            return new Sent(key -> pair.alice().delete("/v1/api-keys/" + id, KEY, key),
                    () -> 1 - count(pair.alice().get("/v1/api-keys").is(200).at("/keys"), "id", id.toString()));
        }
    };

    private static final String KEY = "Idempotency-Key";

    /** Something to be sent under a key, and how often it was done. */
    record Sent(Function<String, Answer> request, IntSupplier times) {

        Answer with(String key) {
            return request.apply(key);
        }

        int timesDone() {
            return times.getAsInt();
        }
    }

    /** Makes everything that it needs. */
    abstract Sent prepare(Neighbours pair);

    /** What the answers of two attempts have in common when the first one died: all but secrets. */
    JsonNode comparable(Answer answer) {
        var json = (ObjectNode) answer.json();
        json.remove("api_key");
        json.remove("connection_token");
        return json;
    }

    static String withoutSecrets(String body) {
        return body.replaceAll("\"ag[dt]_[A-Za-z0-9_]{38,}\"", "null");
    }

    private static int is(JsonNode value, String wanted) {
        return value.stringValue().equals(wanted) ? 1 : 0;
    }

    private static int count(JsonNode items, String field, String wanted) {
        return (int) items.findValuesAsString(field).stream().filter(wanted::equals).count();
    }
}
