package dev.agentpairing.gateway.description;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorsPathsTest {

    private static final String PLAN = "/v1/admin/accounts/{id}/plan";

    @Test
    void with_an_operator_token_the_paths_of_the_operator_are_described() {
        assertThat(part(Description.document(true), "paths")).containsKeys(PLAN, "/v1/check");
        assertThat(part(part(Description.document(true), "components"), "securitySchemes")).containsKey("operatorToken");
    }

    @Test
    void without_one_there_is_nothing_of_the_operator() {
        assertThat(part(Description.document(false), "paths")).containsKey("/v1/check").doesNotContainKey(PLAN);
        assertThat(part(part(Description.document(false), "components"), "securitySchemes"))
                .containsOnlyKeys("apiKey", "session", "connectionToken");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return (Map<String, Object>) whole.get(name);
    }
}
