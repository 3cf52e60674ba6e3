package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 5: an account, its plan, and the operator who changes it. */
class AccountsTest {

    private final House house = House.on(Database.H2);

    @Test
    void an_account_shows_what_its_plan_allows_and_what_it_has() {
        var account = house.account();
        var shown = account.get("/v1/account").is(200);
        assertThat(shown.json().propertyNames()).containsExactlyInAnyOrder("id", "email", "name", "plan", "limits", "usage");
        assertThat(shown.text("id")).isEqualTo(account.id().toString());
        assertThat(shown.text("email")).isEqualTo(account.email());
        assertThat(shown.text("name")).isEqualTo(account.name());
        assertThat(shown.at("/limits").propertyNames())
                .containsExactlyInAnyOrder("agents", "api_keys", "connections", "pairings_per_connection");
        assertThat(usage(shown)).isEqualTo("0 0 0");
    }

    @Test
    void usage_counts_agents_keys_and_active_connections() {
        var account = house.account();
        account.agent();
        account.agentWithoutKey();
        account.withKey();
        account.connectTo(house.account());
        account.invite(House.fresh("x") + "@example.org");
        assertThat(usage(account.get("/v1/account"))).isEqualTo("2 1 1");
    }

    @Test
    void usage_shrinks_again() {
        var account = house.account();
        var key = account.post("/v1/api-keys", Map.of("name", "k")).is(201).id();
        var connection = account.connectTo(house.account());
        account.delete("/v1/api-keys/" + key).is(200);
        account.delete("/v1/connections/" + connection).is(200);
        assertThat(usage(account.get("/v1/account"))).isEqualTo("0 0 0");
    }

    @Test
    void an_api_key_without_any_fitting_scope_sees_the_account_too() {
        house.stranger().withKey("audit").get("/v1/account").is(200);
    }

    @ParameterizedTest
    @CsvSource({
        "free, 2, 2, 3, 3", "builder, 10, 10, 25, 25", "team, 50, 50, 100, 250", "scale, 200, null, 500, 2500",
        "enterprise, null, null, null, null"})
    void the_operator_gives_a_plan_and_answers_the_account(
            String plan, String agents, String keys, String connections, String pairings) {
        var account = house.account();
        var answer = change(account.id(), House.OPERATOR, Map.of("plan", plan)).is(200);
        assertThat(answer.text("plan")).isEqualTo(plan);
        var limits = answer.at("/limits");
        assertThat(limits.get("agents").toString()).isEqualTo(agents);
        assertThat(limits.get("api_keys").toString()).isEqualTo(keys);
        assertThat(limits.get("connections").toString()).isEqualTo(connections);
        assertThat(limits.get("pairings_per_connection").toString()).isEqualTo(pairings);
        assertThat(account.get("/v1/account").json()).isEqualTo(answer.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"plan\":\"gold\"}", "{\"plan\":5}", "{\"plan\":\"\"}", "{\"plan\":null}", "{\"plan\":\"FREE\"}"})
    void there_are_no_other_plans(String body) {
        change(house.stranger().id(), House.OPERATOR, body).isRefusedFor("plan");
    }

    @Test
    void an_account_that_does_not_exist_has_no_plan() {
        change(UUID.randomUUID(), House.OPERATOR, Map.of("plan", "free")).isRefused(404, "NOT_FOUND");
    }

    @Test
    void no_other_credential_is_the_operators() {
        var account = house.stranger();
        for (var credential : new String[] {"wrong", account.credential(), account.withKey().credential()}) {
            change(account.id(), credential, Map.of("plan", "free")).isRefused(401, "UNAUTHORIZED");
            house.send("GET", "/v1/admin", credential, null).isRefused(401, "UNAUTHORIZED");
        }
        house.send("PUT", "/v1/admin/accounts/" + account.id() + "/plan", null, null).isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void the_operators_token_opens_nothing_else() {
        house.send("GET", "/v1/account", House.OPERATOR, null).isRefused(401, "UNAUTHORIZED");
        house.send("GET", "/v1/admin/nothing", House.OPERATOR, null).isRefused(404, "NOT_FOUND");
    }

    @Test
    void without_an_operators_token_its_paths_do_not_exist() {
        var url = Database.H2.freshUrl();
        try (var program = House.program(url, Database.H2.user())) {
            var other = new House(House.address(program));
            for (var credential : new String[] {House.OPERATOR, "", other.account().credential()}) {
                var path = "/v1/admin/accounts/" + UUID.randomUUID() + "/plan";
                other.send("PUT", path, credential, Map.of("plan", "free")).isRefused(404, "NOT_FOUND");
                other.send("GET", "/v1/admin", credential, null).isRefused(404, "NOT_FOUND");
            }
        }
        Database.H2.forget(url);
    }

    private Answer change(UUID account, String credential, Object body) {
        return house.send("PUT", "/v1/admin/accounts/" + account + "/plan", credential, body);
    }

    private static String usage(Answer account) {
        var usage = account.is(200).at("/usage");
        assertThat(usage.propertyNames()).containsExactlyInAnyOrder("agents", "api_keys", "connections");
        return usage.get("agents").intValue() + " " + usage.get("api_keys").intValue() + " "
                + usage.get("connections").intValue();
    }
}
