package dev.agentpairing.gateway.description;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.Json;

/** The description, made once, when it is first asked for. */
@RestController
class DescriptionController {

    private final boolean hasOperator;
    private volatile byte @Nullable [] description;

    DescriptionController(@Value("${pairing.admin-token:}") String operatorToken) {
        this.hasOperator = !operatorToken.isBlank();
    }

    @GetMapping("/v3/api-docs")
    ResponseEntity<byte[]> description() {
        var made = description;
        if (made == null) {
            made = Json.MAPPER.writeValueAsBytes(Description.document(hasOperator));
            description = made;
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(made);
    }
}
