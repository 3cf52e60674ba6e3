package dev.agentpairing.gateway.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
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
        found.setPaths(inOrder(found.getPaths(), said.getPaths()));
        if (!hasOperator) { // then these paths do not exist (contract, section 1)
            found.getPaths().keySet().removeIf(path -> path.startsWith(ADMIN));
            found.getComponents().getSecuritySchemes().remove("operatorToken");
        }
    }

    /** Whatever is mapped and nothing else; what nobody has described comes last, as it was guessed. */
    private static Paths inOrder(Paths found, Paths said) {
        var paths = new Paths();
        said.forEach((path, item) -> {
            if (found.containsKey(path)) {
                paths.addPathItem(path, take(found.get(path), item));
            }
        });
        found.forEach(paths::putIfAbsent);
        return paths;
    }

    private static PathItem take(PathItem found, PathItem said) {
        found.readOperationsMap().forEach((method, guessed) -> {
            var described = said.readOperationsMap().get(method);
            found.operation(method, described == null ? guessed : described);
        });
        return found;
    }

    private static OpenAPI read() {
        try {
            return Json31.mapper().readValue(Json.MAPPER.writeValueAsString(Description.document()), OpenAPI.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
