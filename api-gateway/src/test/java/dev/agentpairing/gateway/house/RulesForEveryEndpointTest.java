package dev.agentpairing.gateway.house;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 1: request ids, credentials, and what cannot be read. */
class RulesForEveryEndpointTest {

    private static final int LARGEST = 64 * 1024;

    private final House house = House.on(Database.H2);
    private final Account account = house.stranger();

    @ParameterizedTest
    @CsvSource({
        "GET, /livez, 200", "GET, /readyz, 200", "GET, /v1/account, 200", "GET, /v1/nothing, 404", "GET, /, 404",
        "POST, /v1/account, 405", "POST, /v1/connections, 400", "GET, /v1/pairings/1, 400", "DELETE, /livez, 405"})
    void every_answer_has_a_request_id_and_it_is_the_callers_own_if_there_is_one(String method, String path, int status) {
        var made = house.send(method, path, account.credential(), null).is(status);
        assertThat(made.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
        var again = house.send(method, path, account.credential(), null).is(status);
        assertThat(again.header("X-Request-Id")).isNotEqualTo(made.header("X-Request-Id"));
        var own = "Abc.9_-" + "z".repeat(57);
        var echoed = house.send(method, path, account.credential(), null, "X-Request-Id", own).is(status);
        assertThat(echoed.header("X-Request-Id")).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a/b", "a\"b", "a,b", "<b>"})
    void an_unusable_request_id_is_replaced(String wished) {
        var answer = account.get("/v1/account", "X-Request-Id", wished).is(200);
        assertThat(answer.header("X-Request-Id")).isNotEqualTo(wished).matches("[A-Za-z0-9._-]{1,64}");
    }

    @Test
    void a_request_id_of_65_characters_is_replaced() {
        assertThat(account.get("/v1/account", "X-Request-Id", "a".repeat(65)).header("X-Request-Id")).hasSizeLessThan(65);
    }

    @Test
    void an_unauthorized_answer_has_a_request_id_too() {
        var answer = house.send("GET", "/v1/account", null, null, "X-Request-Id", "mine").isRefused(401, "UNAUTHORIZED");
        assertThat(answer.at("/error/request_id").stringValue()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1", "/v1/", "/v1/nothing", "/v1/pairings/", "/v1/pairings/1/2/3", "/v1/connections/", "/v1/%61ccount/x",
        "/v1/account/"})
    void an_unknown_path_wants_a_credential_first_and_is_not_found_then(String path) {
        var refused = house.send("GET", path, null, null).isRefused(401, "UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        account.get(path).isRefused(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/v2/account", "/v1x", "/favicon.ico", "/index.html", "/error", "/actuator/health", "/h2-console"})
    void elsewhere_there_is_nothing(String path) {
        house.send("GET", path, null, null).isRefused(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Basic Zm9vOmJhcg==", "x", "Bearer  "})
    void anything_but_a_valid_credential_is_unauthorized(String header) {
        var request = HttpRequest.newBuilder(URI.create(house.base() + "/v1/account")).header("Authorization", header).build();
        house.send(request).isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void the_word_bearer_may_be_written_in_any_case() {
        for (var word : new String[] {"bearer", "BEARER"}) {
            house.send(HttpRequest.newBuilder(URI.create(house.base() + "/v1/account"))
                    .header("Authorization", word + " " + account.credential()).build()).is(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/connections, 'GET, POST'", "POST, /v1/account, GET", "PUT, /v1/agents/register, POST",
        "PATCH, /v1/pairings/1/confirm, POST", "GET, /v1/pairings/1/confirm, POST", "POST, /v1/check, GET",
        "POST, /v1/pairings/1, 'DELETE, GET'", "OPTIONS, /v1/account, GET", "GET, /v1/accounts, POST"})
    void another_method_is_told_which_ones_work(String method, String path, String allowed) {
        var refused = house.send(method, path, account.credential(), null).isRefused(405, "METHOD_NOT_ALLOWED");
        assertThat(refused.header("Allow").split(", ")).contains(allowed.split(", "));
        house.send(method, path, null, null).isRefused(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void health_is_only_got(String path) {
        house.send("POST", path, null, null).isRefused(405, "METHOD_NOT_ALLOWED");
        house.send("BREW", path, null, null).isRefused(405, "METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*", "application/json;q=0", "text/plain, image/png", "application/json;charset=utf-16",
        "application/json;charset=ISO-8859-1, text/html"})
    void who_does_not_take_json_gets_nothing_else(String accept) {
        account.get("/v1/account", "Accept", accept).isRefused(406, "NOT_ACCEPTABLE");
        account.get("/v1/pairings/00000000-0000-4000-8000-000000000000", "Accept", accept).isRefused(406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "*/*", "application/*", "application/json", "text/html, application/json;q=0.1", "text/html, */*;q=0.1",
        "application/json;charset=UTF-8", "application/json;charset=utf-16, application/json;charset=\"utf-8\";q=0.5"})
    void who_takes_json_among_others_gets_it(String accept) {
        assertThat(account.get("/v1/account", "Accept", accept).is(200).header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "text/plain", "application/xml", "application/json-patch+json", "application/problem+json",
        "application/json;charset=utf-16",
        "application/x-www-form-urlencoded", "multipart/form-data;boundary=x", "json", "application/json; charset=nonsense",
        "a/b/c"})
    void a_body_of_another_type_is_refused(String type) {
        account.post("/v1/agents/register", "{}", "Content-Type", type).isRefused(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_body_without_a_type_is_refused() {
        var request = HttpRequest.newBuilder(URI.create(house.base() + "/v1/agents/register"))
                .header("Authorization", "Bearer " + account.credential()).POST(BodyPublishers.ofString("{}")).build();
        house.send(request).isRefused(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "APPLICATION/JSON; charset=\"UTF-8\""})
    void a_body_in_json_and_utf_8_is_read(String type) {
        account.post("/v1/agents/register", "{}", "Content-Type", type).isRefusedFor("agent_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*/*", "application/*", "x", "application/json;charset=x"})
    void a_path_that_does_not_exist_is_not_found_whatever_its_body_is_said_to_be(String type) {
        account.post("/v1/nothing", null, "Content-Type", type).isRefused(404, "NOT_FOUND");
        house.send("GET", "/nothing", null, null, "Content-Type", type).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_form_does_not_become_a_query() {
        house.send("GET", "/v1/connections", account.credential(), "status=nonsense",
                "Content-Type", "application/x-www-form-urlencoded").is(200);
    }

    @Test
    void a_body_has_at_most_64_kib() {
        account.post("/v1/api-keys", padded(LARGEST)).is(201);
        account.post("/v1/api-keys", padded(LARGEST + 1)).isRefused(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_body_in_chunks_has_at_most_64_kib_too() {
        house.send(chunked(LARGEST)).is(201);
        house.send(chunked(LARGEST + 1)).isRefused(413, "PAYLOAD_TOO_LARGE");
        house.send(chunked(4 * 1024 * 1024)).isRefused(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void a_missing_credential_comes_before_too_large_a_body() {
        house.send("POST", "/v1/api-keys", null, padded(LARGEST + 1)).isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void a_head_is_a_get_without_its_body() {
        var answer = house.send("HEAD", "/v1/account", account.credential(), null).is(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void answers_are_json_in_utf_8() {
        var slug = House.fresh("a");
        account.post("/v1/agents/register", Map.of("agent_id", slug, "name", "Ünï – 😀")).is(201);
        var answer = account.get("/v1/agents").is(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).contains("Ünï – 😀");
    }

    @Test
    void readiness_and_liveness_need_no_credential_and_answer_json() {
        for (var path : new String[] {"/livez", "/readyz"}) {
            assertThat(house.send("GET", path, null, null).is(200).json().isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/account, 200", "GET, /v1/nothing, 404", "PUT, /v1/account, 405", "GET, /v1/pairings/1, 400",
        "POST, /v1/agents/register, 403"})
    void every_answer_to_an_account_tells_how_many_requests_are_left(String method, String path, int status) {
        var answer = house.send(method, path, account.withKey("pairings:read").credential(), null).is(status);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=6000;w=60");
        assertThat(answer.header("RateLimit")).matches("\"default\";r=[0-9]{1,4};t=([1-9]|[1-5][0-9]|60)");
    }

    @Test
    void who_is_nobodys_is_told_nothing_of_the_kind() {
        for (var credential : new String[] {null, "x", House.OPERATOR}) {
            var answer = house.send("GET", "/v1/account", credential, null).is(401);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.toLowerCase().startsWith("ratelimit"));
        }
    }

    private HttpRequest chunked(int size) {
        return HttpRequest.newBuilder(URI.create(house.base() + "/v1/api-keys"))
                .header("Authorization", "Bearer " + account.credential()).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(padded(size).getBytes(UTF_8)))).build();
    }

    private static String padded(int size) {
        var body = "{\"name\":\"k\"}";
        return body + " ".repeat(size - body.length());
    }
}
