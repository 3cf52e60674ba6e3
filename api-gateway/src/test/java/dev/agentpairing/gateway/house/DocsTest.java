package dev.agentpairing.gateway.house;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page at /docs, which has all that it needs from this service. */
class DocsTest {

    private final House house = House.on(Database.H2);

    @Test
    void the_page_needs_no_credential_and_everything_on_it_is_here() {
        var page = get("/docs");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        var links = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.body()).results().map(found -> found.group(1)).toList();
        assertThat(links).hasSize(4).allSatisfy(link -> assertThat(get("/" + link).body()).isNotEmpty());
        assertThat(get("/docs/start.js").body()).contains("v3/api-docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/docs/favicon-32x32.png"})
    void its_files_may_load_and_call_only_this_service(String path) {
        var file = get(path);
        assertThat(file.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("X-Request-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/docs/", "/docs/index.html", "/docs/swagger-initializer.js", "/docs/..%2fapplication.yml", "/docs/x/y", "/swagger-ui/index.html"})
    void nothing_else_is_there(String path) {
        assertThat(house.send("GET", path, null, null).status()).isIn(400, 404);
    }

    private Answer get(String path) {
        return house.send("GET", path, null, null).is(200);
    }
}
