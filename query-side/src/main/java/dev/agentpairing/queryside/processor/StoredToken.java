package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.time.Instant;

import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * What the database says of the views' progress, whichever node makes it. Reading it claims nothing, unlike Axon's token store.
 */
public final class StoredToken {

    static final TokenSchema SCHEMA = TokenSchema.builder().setTokenTable("token_entry").setProcessorNameColumn("processor_name")
            .setSegmentColumn("segment").setTokenColumn("token").setTokenTypeColumn("token_type").setTimestampColumn("claimed_at")
            .setOwnerColumn("owner").build();

    /** A claim that is not renewed for so long is free. It is renewed with every batch, and twice a second without events. */
    static final Duration CLAIM_LASTS = Duration.ofSeconds(3);

    /**
     * A replay's token names its context by an open type, which Jackson refuses to read back unless told what it may be: a
     * processor restarted in the middle of a replay would stop for good.
     */
    static final Serializer SERIALIZER = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(mapper -> mapper.polymorphicTypeValidator(
                    BasicPolymorphicTypeValidator.builder().allowIfSubType(TrackingToken.class).build()))
            .build();

    private static final String TOKEN =
            "select token, token_type from token_entry where processor_name = 'views' and segment = 0 and token is not null";
    private static final String CLAIMED =
            "select claimed_at from token_entry where processor_name = 'views' and segment = 0 and owner is not null";

    private final JdbcTemplate jdbc;

    StoredToken(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Null before the first event. */
    public @Nullable TrackingToken read() {
        return DataAccessUtils.singleResult(jdbc.query(TOKEN, (row, number) -> {
            var stored = new SimpleSerializedObject<>(row.getString("token"), String.class, row.getString("token_type"), null);
            return WrappedToken.unwrapLowerBound(SERIALIZER.<String, TrackingToken>deserialize(stored));
        }));
    }

    /** Whether some node has renewed its claim lately. */
    public boolean isClaimed() {
        var claimed = DataAccessUtils.singleResult(jdbc.queryForList(CLAIMED, String.class));
        return claimed != null && Instant.parse(claimed).plus(CLAIM_LASTS).isAfter(Instant.now());
    }
}
