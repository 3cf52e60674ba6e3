package dev.agentpairing.gateway.security;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.http.ApiError;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTest {

    private final Passwords passwords = new Passwords(10);

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

    @Test
    void a_hash_of_another_strength_stays_good() {
        var weaker = new Passwords(4);
        try {
            assertThat(passwords.matches("known", weaker.hash("known"))).isTrue();
            assertThat(weaker.matches("known", passwords.hash("known"))).isTrue();
        } finally {
            weaker.destroy();
        }
    }

    @Test
    void a_wrong_password_takes_as_long_as_nobodys_where_the_hash_is_a_weaker_one() {
        var weaker = new Passwords(4);
        try {
            var hash = weaker.hash("known");
            assertThat(shortest("wrong", hash)).isGreaterThan(shortest("wrong", null) / 2);
        } finally {
            weaker.destroy();
        }
    }

    /** In nanoseconds, of three. */
    private long shortest(String password, @Nullable String hash) {
        return LongStream.range(0, 3).map(_ -> {
            long began = System.nanoTime();
            passwords.matches(password, hash);
            return System.nanoTime() - began;
        }).min().orElseThrow();
    }

    @Test
    void when_too_many_wait_already_the_next_is_told_to_try_again() {
        var one = new Passwords(10, 1, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20).mapToObj(_ -> threads.submit(() -> refusal(one))).toList();
            assertThat(answers).extracting(Future::get).contains("UNAVAILABLE {Retry-After=1}").contains("");
        } finally {
            one.destroy();
        }
    }

    private static String refusal(Passwords passwords) {
        try {
            passwords.hash("x");
            return "";
        } catch (ApiError e) {
            return e.code() + " " + e.headers();
        }
    }
}
