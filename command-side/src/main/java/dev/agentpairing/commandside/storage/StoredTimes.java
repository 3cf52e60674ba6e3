package dev.agentpairing.commandside.storage;

import java.time.Instant;

import com.ethlo.time.ITU;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The times in the log, which are RFC 3339 in UTC, read by a parser made for that form. With the general one of the JDK, two fifths of
 * reading a log is reading its times.
 */
public final class StoredTimes implements Jackson3SerializerCustomizer {

    /** @throws java.time.DateTimeException where it is no time of RFC 3339 */
    static Instant read(String time) {
        return ITU.parseDateTime(time).toInstant();
    }

    @Override
    public void accept(JsonMapper.Builder json) {
        json.addModule(new SimpleModule("times").addDeserializer(Instant.class, new ReadTime()));
    }

    private static final class ReadTime extends StdScalarDeserializer<Instant> {

        ReadTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            return json.hasToken(JsonToken.VALUE_STRING)
                    ? read(json.getString())
                    : InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }
}
