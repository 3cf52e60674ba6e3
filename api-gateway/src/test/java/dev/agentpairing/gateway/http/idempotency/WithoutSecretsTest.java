package dev.agentpairing.gateway.http.idempotency;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class WithoutSecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"id\":\"é😀\",\"api_key\":\"agd_live_x\",\"n\":1} | {\"id\":\"é😀\",\"api_key\":null,\"n\":1}",
        "{\"connection_token\":\"agt_x\"} | {\"connection_token\":null}",
        "{\"a\":[1,{\"b\":2}],\"session_token\":\"ags_\\u0041\"} | {\"a\":[1,{\"b\":2}],\"session_token\":null}",
        "{\"api_key\":\"x\",\"connection_token\":\"y\"} | {\"api_key\":null,\"connection_token\":null}"})
    void a_secret_becomes_null(String body, String kept) {
        assertThat(kept(body)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"metadata\":{\"api_key\":\"mine\",\"x\":[{\"connection_token\":\"mine\"}]},\"m\":1.50e+3}", "{\"api_key\":null}", "{}", "[]",
        "{\"api_keys\":\"x\"}"})
    void all_else_stays_byte_for_byte(String body) {
        assertThat(kept(body)).isEqualTo(body);
    }

    private static String kept(String body) {
        return new String(WithoutSecrets.of(body.getBytes(UTF_8)), UTF_8);
    }
}
