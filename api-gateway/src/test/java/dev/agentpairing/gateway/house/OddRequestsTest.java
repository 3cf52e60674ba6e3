package dev.agentpairing.gateway.house;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 1: whatever arrives is answered in the one shape, never as a mistake of the service. */
class OddRequestsTest {

    private static final House HOUSE = House.on(Database.H2);

    private final Account account = HOUSE.stranger();

    @AfterAll
    static void the_service_is_as_ready_as_before() {
        HOUSE.send("GET", "/readyz", null, null).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1/%2e%2e/v1/account", "/v1/../v2", "/v1/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//v1/account", "/v1//account",
        "/v1/account//", "///", "/v1/%00", "/v1/pairings/%00", "/v1/account%00", "/v1/account%2f", "/v1%2faccount",
        "/v1/account%5c",
        "/v1/account;/x", "/v1/pairings/%", "/v1/pairings/%zz", "/v1/pairings/%ff", "/v1/pairings/%c0%af",
        "/v1/connections?status=%", "/v1/connections?status=%zz", "/v1/connections?status=%00", "/v1/connections?%ff=%ff",
        "/v1/check?from=%&to=%", "/v1/pairings/{id}", "/v1/pairings/|", "/v1/pairings/\\", "/v1/pairings/<x>", "/v1/pairings/\"",
        "/v1/pairings/^`", "/v1/connections?status=[]{}|\\^", "/v1/pairings/\u00e9", "v1/account", "*", "http:", "http://",
        "http://[/v1/account", "/v1/pairings/\t", "?", "#", "/#", "/v1/account#x"})
    void an_odd_path_is_refused_in_the_one_shape(String target) {
        isRefused(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1/%2e%2e/v1/account", "/v1/../v2", "//v1/account", "/v1//account", "/v1;x/account", "/V1/../v1/account",
        "/v1/%61ccount/x",
        "/x/../v1/account", "/v1/account;x=1", "/./v1/account", "/v1/.;/account", "/%76%31/account"})
    void no_odd_path_gets_around_the_credential(String target) {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status())
                .isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1/admin/../admin/accounts/x/plan", "/v1/./admin/accounts/x/plan", "/v1/%61dmin/accounts/x/plan", "//v1/admin/x",
        "/v1/admin;x=1/accounts/x/plan", "/v1/agents/../admin/accounts/x/plan"})
    void no_odd_path_gets_an_account_to_the_operators(String target) {
        assertThat(raw("PUT " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization()
                + "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"plan\":\"free\"}").status())
                .isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "CONNECT", "BREW", "get", "G\u00e9T", "PROPFIND", "A-B", "G(T"})
    void an_odd_method_is_refused_in_the_one_shape(String method) {
        isRefused(raw(method + " /v1/account HTTP/1.1\r\nHost: localhost\r\n" + authorization() + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "GET", "TRACE"})
    void the_server_as_a_whole_is_no_path(String method) {
        var answer = raw(method + " * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: mine\r\n\r\n");
        assertThat(answer.isRefused(404, "NOT_FOUND").header("X-Request-Id")).isEqualTo("mine");
    }

    @Test
    void a_trace_does_not_show_the_credential() {
        assertThat(raw("TRACE /v1/account HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization() + "\r\n").body())
                .doesNotContain(account.credential());
    }

    @Test
    void an_unknown_method_wants_a_credential_first() {
        raw("BREW /v1/account HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").isRefused(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a line of nonsense | nonsense\\r\\n\\r\\n",
        "another version | GET /v1/account HTTP/3.7\\r\\nHost: x\\r\\n\\r\\n",
        "no version at all | GET /v1/account FTP\\r\\nHost: x\\r\\n\\r\\n",
        "no host | GET /v1/account HTTP/1.1\\r\\n\\r\\n",
        "two hosts | GET /v1/account HTTP/1.1\\r\\nHost: x\\r\\nHost: y\\r\\n\\r\\n",
        "a host that is none | GET /v1/account HTTP/1.1\\r\\nHost: a b/c\\r\\n\\r\\n",
        "a length that is none | POST /v1/accounts HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: x\\r\\n\\r\\n",
        "a length below zero | POST /v1/accounts HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n\\r\\n",
        "two lengths | POST /v1/accounts HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
        "an unknown encoding | POST /v1/accounts HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: magic\\r\\n\\r\\n",
        "an unkept expectation | POST /v1/accounts HTTP/1.1\\r\\nHost: x\\r\\nExpect: x\\r\\nContent-Length: 2\\r\\n\\r\\n{}"})
    void what_is_no_proper_http_is_refused_in_the_one_shape(String what, String request) {
        isRefused(raw(request.replace("\\r", "\r").replace("\\n", "\n")));
    }

    @Test
    void chunks_that_are_none_are_refused_in_the_one_shape() {
        isRefused(raw("POST /v1/api-keys HTTP/1.1\r\nHost: x\r\n" + authorization()
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"));
    }

    @Test
    void headers_of_100_kib_are_refused_in_the_one_shape() {
        isRefused(raw("GET /v1/account HTTP/1.1\r\nHost: x\r\nX-Filler: " + "a".repeat(100 * 1024) + "\r\n\r\n"));
    }

    @Test
    void a_path_of_100_kib_is_refused_in_the_one_shape() {
        isRefused(raw("GET /v1/" + "a".repeat(100 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/v1/connections?status=%zz | status", "/v1/connections?x=%ff&status=all | x", "/v1/connections?status=all&y=%c3 | y",
        "/v1/pairings?status=%&status=active&limit=5&agent=%c0%af | status agent", "/v1/check?from=x&to=%f | to",
        "/v1/pairings?%zz=1 | query", "/v1/pairings?%ff=%ff&limit=%zz | query limit"})
    void of_a_query_that_cannot_be_decoded_what_is_broken_is_named(String target, String fields) {
        raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization() + "\r\n").isRefusedFor(fields.split(" "));
    }

    @Test
    void ten_thousand_parameters_are_no_mistake_of_the_service() {
        var answer = account.get("/v1/connections?" + "a=1&".repeat(1500));
        assertThat(answer.status()).isIn(200, 400);
    }

    @Test
    void http_1_0_needs_no_host() {
        raw("GET /livez HTTP/1.0\r\n\r\n").is(200);
        raw("GET /v1/account HTTP/1.0\r\n" + authorization() + "\r\n").is(200);
    }

    @Test
    void a_whole_address_may_be_asked_for() {
        raw("GET http://x/v1/account HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization() + "\r\n").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "If-Match", "If-None-Match", "Accept", "Content-Type", "X-Request-Id", "Authorization", "Cookie", "Range"})
    void odd_headers_are_no_mistake_of_the_service(String name) {
        for (var value : new String[] {"", "\u00ff\u00fe", ",,,,", "\"", "*/*;q=x", ";;", "a".repeat(4000), "bytes=9-1"}) {
            var answer = raw("GET /v1/account HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + (name.equals("Authorization") ? "" : authorization()) + name + ": " + value + "\r\n\r\n");
            assertThat(answer.status()).as(name + ": " + value).isLessThan(500);
            if (answer.status() >= 400) {
                isRefused(answer);
            }
        }
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        answer.isRefused(answer.status(), answer.code());
        assertThat(answer.code()).isNotEmpty();
    }

    private String authorization() {
        return "Authorization: Bearer " + account.credential() + "\r\n";
    }

    private static Answer raw(String request) {
        return RawHttp.exchange(HOUSE.base(), request);
    }
}
