package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 5: signing up, in and out. */
class SessionsTest {

    private final House house = House.on(Database.H2);

    @Test
    void signing_up_opens_an_account_on_the_free_plan_and_a_session() {
        var email = House.fresh("New.One") + "@Example.org";
        var answer = signUp(email, "Zoë 😀", House.PASSWORD).is(201);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("id", "email", "name", "plan", "created_at", "session_token");
        assertThat(answer.text("email")).isEqualTo(email);
        assertThat(answer.text("name")).isEqualTo("Zoë 😀");
        assertThat(answer.text("plan")).isEqualTo("free");
        assertThat(answer.text("session_token")).startsWith("ags_");
        assertThat(Instant.parse(answer.text("created_at"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
        var shown = house.send("GET", "/v1/account", answer.text("session_token"), null).is(200);
        assertThat(shown.text("id")).isEqualTo(answer.text("id"));
    }

    @Test
    void an_address_is_taken_in_whatever_case() {
        var email = House.fresh("taken") + "@example.org";
        signUp(email, "One", House.PASSWORD).is(201);
        signUp(email.toUpperCase(), "Two", "another long password").isRefused(409, "EMAIL_TAKEN");
        assertThat(signIn(email, House.PASSWORD).is(201).text("session_token")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | email name password",
        "{\"email\":1,\"name\":2,\"password\":3} | email name password",
        "{\"email\":\"no address\",\"name\":\"\",\"password\":\"12345678901\"} | email name password",
        "{\"email\":\"a@b\",\"name\":\"x\",\"password\":\"123456\\u0000789012\"} | password",
        "{\"email\":\"a@b\\u0000c\",\"name\":\"x\\u0007\",\"password\":\"123456789012\"} | email name",
        "{\"email\":null,\"name\":null,\"password\":null} | email name password"})
    void a_malformed_sign_up_names_every_bad_field(String body, String fields) {
        house.send("POST", "/v1/accounts", null, body).isRefusedFor(fields.split(" "));
    }

    @Test
    void names_and_passwords_have_at_most_128_characters() {
        signUp("a@b", "x".repeat(129), "y".repeat(129)).isRefusedFor("name", "password");
        signUp(House.fresh("long") + "@example.org", "😀".repeat(128), "😀".repeat(128)).is(201);
    }

    @Test
    void signing_in_opens_another_session_for_twelve_hours() {
        var account = house.account();
        var answer = signIn(account.email(), House.PASSWORD).is(201);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("session_token", "account_id", "expires_at");
        assertThat(answer.text("account_id")).isEqualTo(account.id().toString());
        assertThat(answer.text("session_token")).startsWith("ags_").isNotEqualTo(account.credential());
        var left = Duration.between(Instant.now(), Instant.parse(answer.text("expires_at")));
        assertThat(left).isBetween(Duration.ofHours(12).minusMinutes(1), Duration.ofHours(12));
        account.with(answer.text("session_token")).get("/v1/account").is(200);
        account.get("/v1/account").is(200);
    }

    @Test
    void the_address_may_be_written_in_another_case() {
        signIn(house.account().email().toUpperCase(), House.PASSWORD).is(201);
    }

    @Test
    void an_unknown_address_and_a_wrong_password_look_the_same() {
        var account = house.account();
        var wrong = signIn(account.email(), "wrong password").isRefused(401, "INVALID_CREDENTIALS");
        var unknown = signIn("nobody-" + account.email(), House.PASSWORD).isRefused(401, "INVALID_CREDENTIALS");
        assertThat(unknown.at("/error/message")).isEqualTo(wrong.at("/error/message"));
        assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void a_password_shorter_than_any_is_just_wrong() {
        signIn(house.account().email(), "short").isRefused(401, "INVALID_CREDENTIALS");
    }

    @Test
    void what_nobody_can_have_is_malformed_and_no_failure_of_the_address() {
        var account = house.account();
        for (int i = 0; i < 11; i++) {
            signIn(account.email(), i % 2 == 0 ? "" : "x".repeat(129)).isRefusedFor("password");
        }
        signIn(account.email(), House.PASSWORD).is(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | email password", "{\"email\":1,\"password\":{}} | email password", "{\"email\":\"\",\"password\":\"x\"} | email",
        "{\"email\":\"no address\",\"password\":\"\"} | email password"})
    void a_malformed_sign_in_names_every_bad_field(String body, String fields) {
        house.send("POST", "/v1/sessions", null, body).isRefusedFor(fields.split(" "));
    }

    @Test
    void every_character_of_a_password_counts_beyond_72_bytes_too() {
        var email = House.fresh("long") + "@example.org";
        var start = "😀".repeat(40);
        signUp(email, "Long", start + "right").is(201);
        signIn(email, start + "wrong").isRefused(401, "INVALID_CREDENTIALS");
        signIn(email, start).isRefused(401, "INVALID_CREDENTIALS");
        signIn(email, start + "right").is(201);
    }

    @Test
    void after_ten_failures_the_right_password_is_refused_too() {
        var account = house.account();
        for (int i = 0; i < 10; i++) {
            signIn(i % 2 == 0 ? account.email() : account.email().toUpperCase(), "wrong").isRefused(401, "INVALID_CREDENTIALS");
        }
        var refused = signIn(account.email(), House.PASSWORD).isRefused(429, "RATE_LIMITED");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]{0,2}");
        signIn(house.account().email(), House.PASSWORD).is(201);
    }

    @Test
    void a_success_starts_the_count_anew() {
        var account = house.account();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 6; i++) {
                signIn(account.email(), "wrong").isRefused(401, "INVALID_CREDENTIALS");
            }
            signIn(account.email(), House.PASSWORD).is(201);
        }
    }

    @Test
    void an_unknown_address_is_throttled_alike() {
        var email = House.fresh("unknown") + "@example.org";
        for (int i = 0; i < 10; i++) {
            signIn(email, "wrong").isRefused(401, "INVALID_CREDENTIALS");
        }
        signIn(email, "wrong").isRefused(429, "RATE_LIMITED");
    }

    @Test
    void signing_out_ends_this_session_at_once_and_no_other() {
        var account = house.account();
        var other = account.with(signIn(account.email(), House.PASSWORD).is(201).text("session_token"));
        account.get("/v1/account").is(200);
        account.delete("/v1/sessions/current").is(200);
        account.get("/v1/account").isRefused(401, "UNAUTHORIZED");
        account.delete("/v1/sessions/current").isRefused(401, "UNAUTHORIZED");
        other.get("/v1/account").is(200);
    }

    @Test
    void a_session_opens_nothing_when_its_twelve_hours_are_over() {
        var account = house.account();
        house.execute("update view_credential set expires_at = current_timestamp where account_id = ?", account.id());
        account.get("/v1/account").isRefused(401, "UNAUTHORIZED");
        account.with(signIn(account.email(), House.PASSWORD).is(201).text("session_token")).get("/v1/account").is(200);
    }

    @Test
    void an_api_key_cannot_sign_out() {
        house.account().withKey().delete("/v1/sessions/current").isRefused(403, "FORBIDDEN");
    }

    @Test
    void a_credential_that_signing_in_does_not_need_is_not_looked_at() {
        var account = house.account();
        var body = Map.of("email", account.email(), "password", House.PASSWORD);
        house.send("POST", "/v1/sessions", "agd_live_wrong", body).is(201);
    }

    private Answer signUp(String email, String name, String password) {
        return house.send("POST", "/v1/accounts", null, Map.of("email", email, "name", name, "password", password));
    }

    private Answer signIn(String email, String password) {
        return house.send("POST", "/v1/sessions", null, Map.of("email", email, "password", password));
    }
}
