package dev.agentpairing.gateway.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorAdviceTest {

    @ParameterizedTest
    @CsvSource({
        "400, 400, VALIDATION_ERROR", "401, 401, UNAUTHORIZED", "403, 403, FORBIDDEN", "404, 404, NOT_FOUND",
        "405, 405, METHOD_NOT_ALLOWED", "406, 406, NOT_ACCEPTABLE", "413, 413, PAYLOAD_TOO_LARGE",
        "415, 415, UNSUPPORTED_MEDIA_TYPE", "429, 429, RATE_LIMITED", "503, 503, UNAVAILABLE", "500, 500, INTERNAL_ERROR",
        "414, 400, VALIDATION_ERROR", "417, 400, VALIDATION_ERROR", "501, 400, VALIDATION_ERROR", "505, 400, VALIDATION_ERROR"})
    void every_status_has_its_code(int found, int status, String code) {
        var error = ApiError.ofStatus(found);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.headers().containsKey("Retry-After")).isEqualTo(status == 429 || status == 503);
        assertThat(error.headers().containsKey("WWW-Authenticate")).isEqualTo(status == 401);
    }

    @Test
    void the_unexpected_tells_nothing_of_itself() throws Exception {
        var response = answer(new IllegalStateException("select secret from table"));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentAsString()).contains("\"code\":\"INTERNAL_ERROR\"").doesNotContain("select");
    }

    @Test
    void an_envelope_names_status_and_request() throws Exception {
        var response = answer(ApiError.notFound());
        assertThat(response.getContentAsString())
                .matches("\\{\"error\":\\{\"code\":\"NOT_FOUND\",\"message\":\"[^\"]+\",\"status\":404,\"request_id\":\"r-1\"}}");
    }

    @Test
    void a_validation_error_names_the_fields() throws Exception {
        var response = answer(ApiError.validation("permission", "is wrong"));
        assertThat(response.getContentAsString()).contains("\"details\":[{\"field\":\"permission\",\"message\":\"is wrong\"}]");
    }

    private static MockHttpServletResponse answer(Exception failure) throws Exception {
        var request = new MockHttpServletRequest();
        request.addHeader("X-Request-Id", "r-1");
        var response = new MockHttpServletResponse();
        new ErrorAdvice().answer(failure, request, response);
        return response;
    }
}
