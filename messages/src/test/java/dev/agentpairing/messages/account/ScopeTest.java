package dev.agentpairing.messages.account;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeTest {

    @Test
    void there_are_the_scopes_of_the_contract() {
        assertThat(Arrays.stream(Scope.values()).map(Scope::text)).containsExactly(
                "pairings:read", "pairings:write", "pairings:revoke", "connections", "agents", "api-keys", "audit");
    }

    @ParameterizedTest
    @EnumSource
    void a_scope_is_found_by_its_text(Scope scope) {
        assertThat(Scope.of(scope.text())).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pairings", "PAIRINGS_READ", "Agents", " agents", "pairings:*"})
    void another_text_is_no_scope(String text) {
        assertThat(Scope.of(text)).isNull();
    }
}
