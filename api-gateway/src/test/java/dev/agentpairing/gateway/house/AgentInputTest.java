package dev.agentpairing.gateway.house;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: what may be said of an agent. */
class AgentInputTest {

    private static final String X25519 = "302a300506032b656e032100";
    private static final String ED25519 = "302a300506032b6570032100";

    private final Account alice = House.on(Database.H2).neighbours().alice();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | agent_id",
        "{\"agent_id\":null} | agent_id",
        "{\"agent_id\":7} | agent_id",
        "{\"agent_id\":\"\"} | agent_id",
        "{\"agent_id\":\"with space\"} | agent_id",
        "{\"agent_id\":\"ünicode\"} | agent_id",
        "{\"agent_id\":\"a/b\"} | agent_id",
        "{\"agent_id\":\"a\\nb\"} | agent_id",
        "{\"agent_id\":\"a\\n\"} | agent_id",
        "{\"agent_id\":\"x\",\"name\":\"\"} | name",
        "{\"agent_id\":\"x\",\"name\":true} | name",
        "{\"agent_id\":\"x\",\"name\":\"a\\u0000b\"} | name",
        "{\"agent_id\":\"x\",\"name\":\"\\ud83d\"} | name",
        "{\"agent_id\":\"x\",\"description\":{}} | description",
        "{\"agent_id\":\"x\",\"agent_type\":\"CUSTOM\"} | agent_type",
        "{\"agent_id\":\"x\",\"agent_type\":\"\"} | agent_type",
        "{\"agent_id\":\"x\",\"agent_type\":1} | agent_type",
        "{\"agent_id\":\"x\",\"metadata\":[]} | metadata",
        "{\"agent_id\":\"x\",\"metadata\":\"{}\"} | metadata",
        "{\"agent_id\":\"x\",\"metadata\":{\"a\":\"\\u0000\"}} | metadata",
        "{\"agent_id\":\"x\",\"metadata\":{\"\\u0001\":1}} | metadata",
        "{\"agent_id\":\"x\",\"metadata\":{\"a\":[\"\\ude00\"]}} | metadata",
        "{\"agent_id\":\"x\",\"available_for_connections\":\"true\"} | available_for_connections",
        "{\"agent_id\":\"x\",\"available_for_connections\":1} | available_for_connections",
        "{\"agent_id\":\"x\",\"public_key\":5} | public_key",
        "{\"agent_id\":\"x\",\"public_key\":\"\"} | public_key",
        "{\"agent_id\":\"x\",\"public_key\":\"AAAA\"} | public_key",
        "{\"agent_id\":\"x\",\"public_key_algorithm\":\"RSA\"} | public_key_algorithm",
        "{\"agent_id\":\"x\",\"signing_key_algorithm\":\"X25519\"} | signing_key_algorithm",
        "{\"agent_id\":\"x\",\"signing_public_key\":5} | signing_public_key",
        "{\"agent_id\":\"x\",\"signing_public_key\":\"\"} | signing_public_key",
        "{\"agent_id\":\"x\",\"signing_public_key\":\"AAAA\"} | signing_public_key",
        "{\"agent_id\":\"x\",\"public_key\":5,\"signing_public_key\":5} | public_key signing_public_key",
        "{\"agent_id\":7,\"name\":7,\"metadata\":7,\"public_key\":7} | agent_id name metadata public_key"})
    void what_is_malformed_is_named(String body, String fields) {
        register(body).isRefusedFor(fields.split(" "));
    }

    @Test
    void a_slug_has_at_most_64_characters() {
        var tail = House.fresh("s");
        register(Map.of("agent_id", "a".repeat(64 - tail.length()) + tail)).is(201);
        register(Map.of("agent_id", "a".repeat(65))).isRefusedFor("agent_id");
    }

    @ParameterizedTest
    @CsvSource({"name, 128", "description, 1000"})
    void a_text_has_so_many_characters_and_no_more(String field, int most) {
        register(Map.of("agent_id", House.fresh("a"), field, "😀".repeat(most))).is(201);
        register(Map.of("agent_id", House.fresh("a"), field, "x".repeat(most + 1))).isRefusedFor(field);
    }

    @Test
    void metadata_has_at_most_8_kib_as_compact_json() {
        var filler = "x".repeat(8192 - "{\"a\":\"\"}".length());
        register("{\"agent_id\":\"%s\",\"metadata\":{ \"a\" :  \"%s\" }}".formatted(House.fresh("a"), filler)).is(201);
        register("{\"agent_id\":\"%s\",\"metadata\":{\"a\":\"%s\"}}".formatted(House.fresh("a"), filler + "x"))
                .isRefusedFor("metadata");
    }

    @Test
    void bytes_are_counted_in_metadata() {
        register(Map.of("agent_id", House.fresh("a"), "metadata", Map.of("a", "ü".repeat(4096)))).isRefusedFor("metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "langchain", "crewai", "autogen", "mastra", "n8n"})
    void these_are_the_types(String type) {
        var answer = register(Map.of("agent_id", House.fresh("a"), "agent_type", type)).is(201);
        assertThat(answer.text("agent_type")).isEqualTo(type);
    }

    @Test
    void a_key_in_spki_form_is_echoed_as_given() {
        var key = base64(X25519 + "42".repeat(32));
        var answer = register(Map.of("agent_id", House.fresh("a"), "public_key", key)).is(201);
        assertThat(answer.text("public_key")).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "31 bytes, 42, 31, ''", "33 bytes, 42, 33, ''", "44 bytes of something else, 42, 44, ''",
        "an Ed25519 key in SPKI form, 42, 32, " + ED25519, "zero, 00, 32, ''", "zero in SPKI form, 00, 32, " + X25519})
    void other_keys_are_refused(String what, String octet, int times, String prefix) {
        var key = base64(prefix + octet.repeat(times));
        register(Map.of("agent_id", House.fresh("a"), "public_key", key)).isRefusedFor("public_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7"})
    void points_of_small_order_are_refused(String point) {
        register(Map.of("agent_id", House.fresh("a"), "public_key", base64(point))).isRefusedFor("public_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "QkJC QkI=", "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI", "=", "QkJC\n"})
    void what_is_no_proper_base64_of_a_key_is_refused(String key) {
        register(Map.of("agent_id", House.fresh("a"), "public_key", key)).isRefusedFor("public_key");
    }

    @Test
    void a_signing_key_may_have_spki_form() {
        register(Map.of("agent_id", House.fresh("a"), "public_key", Account.newPublicKey(),
                "signing_public_key", base64(ED25519 + "42".repeat(32)))).is(201);
    }

    private Answer register(Object body) {
        return alice.post("/v1/agents/register", body);
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
