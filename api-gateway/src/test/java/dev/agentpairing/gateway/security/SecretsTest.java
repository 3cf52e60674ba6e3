package dev.agentpairing.gateway.security;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Test
    void an_api_key_ends_with_the_checksum_of_what_stands_before() {
        var key = Secrets.newApiKey();
        assertThat(key).matches("agd_live_[0-9A-Za-z]{38}");
        var crc = new CRC32();
        crc.update(key.substring(0, key.length() - 6).getBytes(StandardCharsets.US_ASCII));
        var digits = key.substring(key.length() - 6).chars().mapToLong(DIGITS::indexOf);
        long checksum = digits.reduce(0, (n, digit) -> n * 62 + digit);
        assertThat(checksum).isEqualTo(crc.getValue());
    }

    @Test
    void tokens_say_what_they_are() {
        assertThat(Secrets.newSessionToken()).matches("ags_[0-9A-Za-z]{32,}");
        assertThat(Secrets.newConnectionToken()).matches("agt_[0-9A-Za-z]{32,}");
    }

    @Test
    void no_two_secrets_are_the_same() {
        assertThat(Secrets.newApiKey()).isNotEqualTo(Secrets.newApiKey());
    }

    @Test
    void the_hash_is_sha_256_in_hexadecimal_digits() {
        assertThat(Secrets.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_short_secret_has_a_prefix_too() {
        assertThat(Secrets.prefix("short")).isEqualTo("short");
        assertThat(Secrets.prefix("agd_live_0123456789")).isEqualTo("agd_live_0123");
    }
}
