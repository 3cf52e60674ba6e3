package dev.agentpairing.gateway.description;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;

/** The page to read the description at and try it, with all that it needs from the class path. */
@RestController
class DocsController {

    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";

    /** Scripts and calls of this service alone. Swagger UI sets styles from its scripts, and draws its icons from data: addresses. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "start.js", "text/javascript;charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript;charset=utf-8", "swagger-ui.css", "text/css;charset=utf-8",
            "favicon-32x32.png", "image/png");

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return answer("text/html;charset=utf-8", CacheControl.noCache(), new ClassPathResource("docs/index.html"));
    }

    @GetMapping("/docs/{name}")
    ResponseEntity<Resource> file(@PathVariable("name") String name) throws IOException {
        var type = TYPES.get(name);
        if (type == null) {
            throw ApiError.noSuchPath();
        }
        var own = new ClassPathResource("docs/" + name);
        return own.exists()
                ? answer(type, CacheControl.noCache(), own)
                : answer(type, CacheControl.maxAge(Duration.ofDays(1)), new ClassPathResource(WEBJAR + version() + "/" + name));
    }

    private static ResponseEntity<Resource> answer(String type, CacheControl cache, Resource file) {
        return ResponseEntity.ok()
                .header("Content-Type", type)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(cache)
                .body(file);
    }

    /** As the webjar says it itself. */
    private static String version() throws IOException {
        var properties = new Properties();
        try (InputStream file = new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties").getInputStream()) {
            properties.load(file);
        }
        return properties.getProperty("version");
    }
}
