package dev.agentpairing.gateway.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.Json;

/** Puts the descriptions in the place of what Springdoc could guess about the endpoints that it found. */
@Component
@Lazy
class Described implements OpenApiCustomizer {

    private static final String ADMIN = "/v1/admin/";

    private final boolean hasOperator;

    Described(@Value("${pairing.admin-token:}") String operatorToken) {
        this.hasOperator = !operatorToken.isBlank();
    }

    @Override
    public void customise(OpenAPI found) {
        var said = read();
        found.info(said.getInfo()).servers(said.getServers()).tags(said.getTags()).components(said.getComponents());
        found.getPaths().forEach((path, item) -> {
            var described = said.getPaths().get(path);
            if (described != null) {
                take(item, described);
            }
        });
        if (!hasOperator) { // then these paths do not exist (contract, section 1)
            found.getPaths().keySet().removeIf(path -> path.startsWith(ADMIN));
            found.getComponents().getSecuritySchemes().remove("operatorToken");
        }
    }

    private static void take(PathItem found, PathItem described) {
        found.readOperationsMap().forEach((method, guessed) -> {
            var operation = described.readOperationsMap().get(method);
            found.operation(method, operation == null ? guessed : operation);
        });
    }

    private static OpenAPI read() {
        try {
            return Json31.mapper().readValue(Json.MAPPER.writeValueAsString(Description.document()), OpenAPI.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
