package dev.agentpairing.gateway.security;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.messages.account.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointsTest {

    @Test
    void the_table_and_the_controllers_name_the_same_endpoints() {
        var table = Endpoints.TABLE.stream().map(row -> row.method() + " " + unnamed(row.path().getPatternString())).toList();
        assertThat(controllers()).containsExactlyInAnyOrderElementsOf(table).hasSizeGreaterThan(20);
    }

    @Test
    void each_endpoint_wants_the_scope_of_its_section() {
        assertThat(access("POST", "/v1/connections/x/pairings")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_WRITE));
        assertThat(access("GET", "/v1/connections/x/pairings")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_READ));
        assertThat(access("POST", "/v1/pairings/x/confirm")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_WRITE));
        assertThat(access("PATCH", "/v1/pairings/x")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_WRITE));
        assertThat(access("POST", "/v1/pairings/x/decline")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_WRITE));
        assertThat(access("POST", "/v1/pairings/x/withdraw")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_WRITE));
        assertThat(access("GET", "/v1/pairings")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_READ));
        assertThat(access("GET", "/v1/check")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_READ));
        assertThat(access("DELETE", "/v1/connections/x")).isEqualTo(new Access.Scoped(Scope.CONNECTIONS));
        assertThat(access("DELETE", "/v1/blocked/x")).isEqualTo(new Access.Scoped(Scope.CONNECTIONS));
        assertThat(access("PATCH", "/v1/agents/x")).isEqualTo(new Access.Scoped(Scope.AGENTS));
        assertThat(access("GET", "/v1/agents/me")).isEqualTo(new Access.Scoped(Scope.AGENTS));
        assertThat(access("GET", "/v1/agents/sendable")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_READ));
        assertThat(access("GET", "/v1/agents/resolve")).isEqualTo(new Access.Scoped(Scope.PAIRINGS_READ));
        assertThat(access("DELETE", "/v1/api-keys/x")).isEqualTo(new Access.Scoped(Scope.API_KEYS));
    }

    @Test
    void some_want_something_else() {
        assertThat(access("POST", "/v1/accounts")).isEqualTo(new Access.Open());
        assertThat(access("POST", "/v1/sessions")).isEqualTo(new Access.Open());
        assertThat(access("POST", "/v1/agents/connect")).isEqualTo(new Access.ConnectionToken());
        assertThat(access("DELETE", "/v1/pairings/x")).isEqualTo(new Access.AnyCredential());
        assertThat(access("GET", "/v1/account")).isEqualTo(new Access.AnyCredential());
        assertThat(access("DELETE", "/v1/sessions/current")).isEqualTo(new Access.SessionOnly());
        assertThat(access("POST", "/v1/admin/dead-letters/x/retry")).isEqualTo(new Access.Operator());
    }

    @Test
    void a_head_is_a_get() {
        assertThat(access("HEAD", "/v1/agents")).isEqualTo(new Access.Scoped(Scope.AGENTS));
    }

    @Test
    void what_is_not_in_the_table_does_not_exist() {
        assertThat(access("GET", "/v1/nothing")).isNull();
        assertThat(access("GET", "/v1/accounts")).isNull();
        assertThat(access("GET", "/v1/agents/")).isNull();
    }

    @Test
    void the_methods_of_a_path_are_known() {
        assertThat(Endpoints.allowed(PathContainer.parsePath("/v1/agents/x"))).isEqualTo("DELETE, GET, PATCH");
        assertThat(Endpoints.allowed(PathContainer.parsePath("/v1/nothing"))).isEmpty();
    }

    private static Access access(String method, String path) {
        return Endpoints.access(method, PathContainer.parsePath(path));
    }

    private static List<String> controllers() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        var found = new ArrayList<String>();
        for (var definition : scanner.findCandidateComponents("dev.agentpairing.gateway")) {
            found.addAll(mappings(ClassUtils.resolveClassName(definition.getBeanClassName(), null)));
        }
        return found;
    }

    private static List<String> mappings(Class<?> controller) {
        var above = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        var prefix = above == null || above.path().length == 0 ? "" : above.path()[0];
        var found = new ArrayList<String>();
        for (var method : controller.getDeclaredMethods()) {
            var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                var path = prefix + (mapping.path().length == 0 ? "" : mapping.path()[0]);
                found.add(mapping.method()[0] + " " + unnamed(path));
            }
        }
        found.removeIf(endpoint -> !endpoint.contains(" /v1/"));
        return found;
    }

    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
