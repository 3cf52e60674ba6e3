package dev.agentpairing.commandside.storage;

import java.time.DateTimeException;
import java.time.Instant;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredTimesTest {

    private static final long FIRST_OF_0001 = -62_135_596_800L;
    private static final long LAST_OF_9999 = 253_402_300_799L;

    private final Jackson3Serializer serializer =
            Jackson3Serializer.builder().jsonMapperBuilderCustomizer(new StoredTimes()).build();

    @Property
    void what_the_log_writes_is_read_as_it_was(
            @ForAll @LongRange(min = FIRST_OF_0001, max = LAST_OF_9999) long second, @ForAll @IntRange(max = 999_999_999) int nanos) {
        var time = Instant.ofEpochSecond(second, nanos);
        var written = DateTimeUtils.formatInstant(time);
        assertThat(StoredTimes.read(written)).isEqualTo(DateTimeUtils.parseInstant(written));
        assertThat(StoredTimes.read(time.toString())).isEqualTo(time);
    }

    @Property(tries = 100)
    void a_payload_keeps_its_times(
            @ForAll @LongRange(min = FIRST_OF_0001, max = LAST_OF_9999) long second, @ForAll @IntRange(max = 999_999_999) int nanos) {
        var happened = new Happened(Instant.ofEpochSecond(second, nanos));
        assertThat(serializer.<byte[], Happened>deserialize(serializer.serialize(happened, byte[].class))).isEqualTo(happened);
    }

    @Test
    void a_time_written_as_a_number_is_read_too() {
        var written = new SimpleSerializedObject<>("{\"at\":1.5}", String.class, Happened.class.getName(), null);
        assertThat(serializer.<String, Happened>deserialize(written)).isEqualTo(new Happened(Instant.ofEpochMilli(1_500)));
    }

    @Test
    void what_is_no_time_is_not_taken_for_one() {
        assertThatThrownBy(() -> StoredTimes.read("2026-13-01T00:00:00Z")).isInstanceOf(DateTimeException.class);
    }

    record Happened(Instant at) {}
}
