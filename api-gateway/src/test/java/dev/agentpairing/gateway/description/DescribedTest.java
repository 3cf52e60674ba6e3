package dev.agentpairing.gateway.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DescribedTest {

    private static final String PLAN = "/v1/admin/accounts/{id}/plan";

    @Test
    void what_was_found_is_described_in_the_order_of_the_descriptions() {
        var api = customised("operator");
        assertThat(api.getPaths().keySet()).containsExactly("/v1/check", "/v1/account", PLAN, "/v1/new");
        assertThat(api.getPaths().get("/v1/check").getGet().getSummary()).isEqualTo("May one agent send to another?");
    }

    @Test
    void what_nobody_described_stays_as_it_was_guessed() {
        assertThat(customised("operator").getPaths().get("/v1/new").getGet().getOperationId()).isEqualTo("guessed");
    }

    @Test
    void without_an_operator_token_there_is_nothing_of_the_operator() {
        assertThat(customised("operator").getComponents().getSecuritySchemes()).containsKey("operatorToken");
        var api = customised("");
        assertThat(api.getPaths().keySet()).containsExactly("/v1/check", "/v1/account", "/v1/new");
        assertThat(api.getComponents().getSecuritySchemes()).containsOnlyKeys("apiKey", "session", "connectionToken");
    }

    private static OpenAPI customised(String operatorToken) {
        var paths = new Paths();
        for (var path : new String[] {"/v1/new", PLAN, "/v1/account", "/v1/check"}) {
            var guessed = new Operation().operationId("guessed");
            paths.addPathItem(path, path.equals(PLAN) ? new PathItem().put(guessed) : new PathItem().get(guessed));
        }
        var api = new OpenAPI().paths(paths);
        new Described(operatorToken).customise(api);
        return api;
    }
}
