package dev.agentpairing.gateway.security;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @AfterEach
    void stop() {
        passwords.destroy();
    }

    @Test
    void all_characters_count() {
        var hash = passwords.hash("x".repeat(127) + "a");
        assertThat(passwords.matches("x".repeat(127) + "a", hash)).isTrue();
        assertThat(passwords.matches("x".repeat(127) + "b", hash)).isFalse();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matches("of nobody", null)).isFalse();
    }
}
