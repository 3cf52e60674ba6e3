package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Contract, section 5: API keys and their scopes. */
@Isolated("its times are looked at")
class ApiKeysTest {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String[] STANDARD = {"pairings:read", "pairings:write", "connections", "agents", "api-keys", "audit"};

    private final House house = House.on(Database.H2);
    private final Account owner = house.stranger();

    @Test
    void a_new_key_is_told_once() {
        var answer = create(owner, Map.of("name", "Ci & Co")).is(201);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("id", "name", "scopes", "api_key", "prefix", "created_at");
        assertThat(answer.text("api_key")).startsWith(answer.text("prefix"));
        assertThat(answer.text("prefix").length()).isLessThan(answer.text("api_key").length() / 2);
        var listed = listed(owner, answer.id());
        assertThat(listed.propertyNames())
                .containsExactlyInAnyOrder("id", "name", "prefix", "scopes", "last_used_at", "created_at");
        for (var field : List.of("name", "prefix", "scopes", "created_at")) {
            assertThat(listed.get(field)).isEqualTo(answer.at("/" + field));
        }
        assertThat(owner.get("/v1/api-keys").body()).doesNotContain(answer.text("api_key"));
    }

    @Test
    void a_key_is_32_random_characters_and_their_checksum() {
        var key = create(owner, Map.of("name", "k")).is(201).text("api_key");
        assertThat(key).matches("agd_live_[0-9A-Za-z]{38}");
        var crc = new CRC32();
        crc.update(key.substring(0, 41).getBytes(US_ASCII));
        long sum = 0;
        for (char digit : key.substring(41).toCharArray()) {
            sum = sum * 62 + BASE62.indexOf(digit);
        }
        assertThat(sum).isEqualTo(crc.getValue());
    }

    @Test
    void a_session_makes_keys_that_may_all_but_revoke_pairings() {
        assertThat(scopes(create(owner, Map.of("name", "k")).is(201).json())).containsExactlyInAnyOrder(STANDARD);
        assertThat(scopes(create(owner, "{\"name\":\"k\",\"scopes\":null}").is(201).json())).containsExactlyInAnyOrder(STANDARD);
    }

    @Test
    void a_key_makes_keys_that_may_what_it_may_itself_but_revoke_pairings() {
        var maker = owner.withKey("api-keys", "pairings:revoke", "audit");
        assertThat(scopes(create(maker, Map.of("name", "k")).is(201).json())).containsExactlyInAnyOrder("api-keys", "audit");
    }

    @Test
    void a_key_hands_out_what_it_has() {
        var maker = owner.withKey("api-keys", "pairings:revoke");
        var answer = create(maker, Map.of("name", "k", "scopes", List.of("pairings:revoke"))).is(201);
        assertThat(scopes(answer.json())).containsExactly("pairings:revoke");
    }

    @Test
    void a_key_cannot_hand_out_what_it_lacks() {
        create(owner.withKey("api-keys"), Map.of("name", "k", "scopes", List.of("api-keys", "audit")))
                .isRefused(403, "FORBIDDEN");
        create(owner.withKey(), Map.of("name", "k", "scopes", List.of("pairings:revoke"))).isRefused(403, "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | name", "{\"name\":\"\"} | name", "{\"name\":5} | name", "{\"name\":null} | name",
        "{\"name\":\"k\",\"scopes\":[]} | scopes", "{\"name\":\"k\",\"scopes\":\"audit\"} | scopes",
        "{\"name\":\"k\",\"scopes\":{\"a\":\"audit\"}} | scopes", "{\"name\":\"k\",\"scopes\":[\"audit\",\"all\"]} | scopes",
        "{\"name\":\"k\",\"scopes\":[\"audit\",5]} | scopes", "{\"name\":\"k\",\"scopes\":[null]} | scopes",
        "{\"scopes\":5} | name scopes"})
    void what_is_malformed_is_named(String body, String fields) {
        create(owner, body).isRefusedFor(fields.split(" "));
    }

    @Test
    void a_name_has_at_most_128_characters() {
        create(owner, Map.of("name", "😀".repeat(128))).is(201);
        create(owner, Map.of("name", "x".repeat(129))).isRefusedFor("name");
    }

    @Test
    void a_scope_named_twice_counts_once() {
        var answer = create(owner, Map.of("name", "k", "scopes", List.of("audit", "audit"))).is(201);
        assertThat(scopes(answer.json())).containsExactly("audit");
    }

    @Test
    void the_plan_limits_keys_and_a_revoked_one_makes_room() {
        var small = house.account();
        var first = create(small, Map.of("name", "1")).is(201).id();
        create(small, Map.of("name", "2")).is(201);
        create(small, Map.of("name", "3")).isRefused(403, "KEY_LIMIT_REACHED");
        small.delete("/v1/api-keys/" + first).is(200);
        create(small, Map.of("name", "3")).is(201);
    }

    @Test
    void a_key_that_lacks_a_scope_is_told_before_the_limit() {
        var small = house.account();
        var key = small.withKey("api-keys");
        small.withKey();
        create(key, Map.of("name", "3", "scopes", List.of("audit"))).isRefused(403, "FORBIDDEN");
    }

    @Test
    void a_revoked_key_is_refused_everywhere_at_once() {
        var created = create(owner, Map.of("name", "k")).is(201);
        var key = owner.with(created.text("api_key"));
        key.get("/v1/account").is(200);
        var answer = owner.delete("/v1/api-keys/" + created.id()).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "revoked", "revoked_at");
        assertThat(answer.at("/revoked").booleanValue()).isTrue();
        assertThat(answer.id()).isEqualTo(created.id());
        assertThat(Instant.parse(answer.text("revoked_at"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
        for (var path : List.of("/v1/account", "/v1/agents", "/v1/connections", "/v1/api-keys", "/v1/nothing")) {
            key.get(path).isRefused(401, "UNAUTHORIZED");
        }
    }

    @Test
    void a_revoked_key_is_listed_no_more_and_not_found_again() {
        var id = create(owner, Map.of("name", "k")).is(201).id();
        owner.delete("/v1/api-keys/" + id).is(200);
        assertThat(owner.get("/v1/api-keys").is(200).body()).doesNotContain(id.toString());
        owner.delete("/v1/api-keys/" + id).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_key_cannot_revoke_itself_but_another() {
        var one = create(owner, Map.of("name", "k")).is(201);
        var other = create(owner, Map.of("name", "k")).is(201);
        var key = owner.with(one.text("api_key"));
        key.delete("/v1/api-keys/" + one.id()).isRefused(409, "SELF_REVOKE");
        key.delete("/v1/api-keys/" + other.id()).is(200);
    }

    @Test
    void keys_of_others_do_not_exist() {
        var id = create(owner, Map.of("name", "k")).is(201).id();
        var other = house.neighbours().alice();
        other.delete("/v1/api-keys/" + id).isRefused(404, "NOT_FOUND");
        other.delete("/v1/api-keys/" + UUID.randomUUID()).isRefused(404, "NOT_FOUND");
        other.delete("/v1/api-keys/1").isRefusedFor("id");
    }

    @Test
    void the_last_use_is_right_to_the_minute() {
        var created = create(owner, Map.of("name", "k")).is(201);
        assertThat(listed(owner, created.id()).get("last_used_at").isNull()).isTrue();
        var before = Instant.now();
        owner.with(created.text("api_key")).get("/v1/account").is(200);
        await().untilAsserted(() -> assertThat(listed(owner, created.id()).get("last_used_at").isNull()).isFalse());
        var used = Instant.parse(listed(owner, created.id()).get("last_used_at").stringValue());
        assertThat(Duration.between(before, used).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"agd_live_", "agd_live_short", "x", "agd_live_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"})
    void a_key_of_another_form_is_simply_unknown(String key) {
        owner.with(key).get("/v1/account").isRefused(401, "UNAUTHORIZED");
    }

    private static Answer create(Account who, Object body) {
        return who.post("/v1/api-keys", body);
    }

    private static JsonNode listed(Account who, UUID id) {
        return who.get("/v1/api-keys").is(200).at("/keys").valueStream()
                .filter(key -> key.get("id").stringValue().equals(id.toString())).findFirst().orElseThrow();
    }

    private static List<String> scopes(JsonNode key) {
        return key.get("scopes").valueStream().map(JsonNode::stringValue).toList();
    }
}
