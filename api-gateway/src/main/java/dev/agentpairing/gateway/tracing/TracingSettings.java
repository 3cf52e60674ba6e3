package dev.agentpairing.gateway.tracing;

import java.net.URI;

import org.springframework.core.env.Environment;

import dev.agentpairing.gateway.settings.SettingProblem;

/**
 * @param endpoint where spans are sent, by OTLP over HTTP
 * @param share of the requests that are traced, of those that bring no trace along
 */
record TracingSettings(String endpoint, double share) {

    static final String ENDPOINT = "pairing.tracing.otlp-endpoint";
    private static final String SHARE = "pairing.tracing.share";

    static TracingSettings from(Environment environment) {
        return new TracingSettings(endpoint(environment.getRequiredProperty(ENDPOINT)), share(environment.getProperty(SHARE, "1")));
    }

    private static String endpoint(String text) {
        try {
            var address = URI.create(text);
            if (address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw problem(text);
        }
        throw problem(text);
    }

    private static SettingProblem problem(String text) {
        return new SettingProblem(ENDPOINT, "is '" + text + "', but must be an address such as http://localhost:4318/v1/traces");
    }

    private static double share(String text) {
        if (!text.matches("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?")) {
            throw new SettingProblem(SHARE, "is '" + text + "', but must be a number from 0 to 1");
        }
        return Double.parseDouble(text);
    }
}
