package dev.agentpairing.gateway.http.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Moments as requests may write them: ISO 8601 in any zone that is named, cut to microseconds (contract, section 1). */
final class Moments {

    static final String RULE = "must be a moment in ISO 8601 such as 2026-01-31T12:00:00.000000Z";

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4).appendLiteral('-').appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .appendLiteral('-').appendValue(ChronoField.DAY_OF_MONTH, 2)
            .appendLiteral('T').append(DateTimeFormatter.ISO_LOCAL_TIME)
            .parseLenient().appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Moments() {}

    /** Null for what is none. */
    static @Nullable Instant parse(String text) {
        try {
            // a plus sign that was not encoded arrives as a space; ISO also knows the decimal comma, and zones without a colon
            var given = text.replace(' ', '+').replace(',', '.').replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
            return FORM.parse(given, OffsetDateTime::from).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
