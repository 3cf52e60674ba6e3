package dev.agentpairing.messages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.EmailEvent;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.LinkEvent;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.request.RequestEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events are stored for ever, so their form is. Every revision that was ever written has a sample under {@code stored/}:
 * what fails here cannot be fixed by changing a sample, only by a new revision and a way to read the old one.
 */
class StoredFormTest {

    private final Jackson3Serializer serializer = Jackson3Serializer.builder().build();

    static Stream<Class<?>> events() {
        return Stream.of(PairingEvent.class, ConnectionEvent.class, LinkEvent.class, BlockEvent.class, AgentEvent.class,
                AccountEvent.class, EmailEvent.class, SessionEvent.class, RequestEvent.class)
                .<Class<?>>flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_has_a_revision(Class<?> event) {
        assertThat(event).hasAnnotation(Revision.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_written_as_its_sample_says(Class<?> event) {
        assertThat(serializer.serialize(Sample.full(event), String.class).getData()).isEqualTo(stored(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_sample_of_an_event_is_read_as_that_event(Class<?> event) {
        assertThat(this.<Object>read(event, stored(event))).isEqualTo(Sample.full(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void what_was_read_is_written_back_as_it_was(Class<?> event) {
        var read = this.<Object>read(event, stored(event));
        assertThat(serializer.serialize(read, String.class).getData()).isEqualTo(stored(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_the_same_after_reading_where_parts_of_it_are_null(Class<?> event) {
        var sparse = Sample.sparse(event);
        SerializedObject<String> written = serializer.serialize(sparse, String.class);
        assertThat(this.<Object>read(event, written.getData())).isEqualTo(sparse);
    }

    @ParameterizedTest
    @MethodSource("events")
    void the_revision_is_stored_beside_the_event(Class<?> event) {
        assertThat(serializer.serialize(Sample.full(event), String.class).getType().getRevision()).isEqualTo(revision(event));
    }

    @Test
    void every_sample_is_one_of_an_event() throws IOException, URISyntaxException {
        try (var samples = Files.list(Path.of(StoredFormTest.class.getResource("/stored").toURI()))) {
            assertThat(samples.map(sample -> sample.getFileName().toString().replaceFirst("-[0-9]+\\.json$", "")))
                    .isSubsetOf(events().map(Class::getSimpleName).toList());
        }
    }

    @Test
    void no_text_in_an_event_is_personal() {
        assertThat(events().flatMap(StoredFormTest::texts)).containsExactlyInAnyOrder(
                "PairingRevoked.note",
                "AgentRegistered.slug", "AgentRegistered.name", "AgentRegistered.description", "AgentRegistered.type",
                "AgentRegistered.metadata", "AgentRegistered.connectTokenHash",
                "AgentConnected.publicKey", "AgentConnected.signingPublicKey",
                "SigningKeyGiven.signingPublicKey", "KeyRotated.publicKey",
                "AgentUpdated.name", "AgentUpdated.description", "AgentUpdated.type", "AgentUpdated.metadata",
                "AccountOpened.plan", "PlanChanged.plan",
                "ApiKeyCreated.name", "ApiKeyCreated.hash", "ApiKeyCreated.prefix", "ApiKeyRevoked.hash",
                "SlugTaken.slug", "SlugFreed.slug",
                "SessionOpened.hash", "SessionClosed.hash",
                "RequestHandled.answerType", "RequestHandled.answer");
    }

    private static Stream<String> texts(Class<?> event) {
        return Arrays.stream(event.getRecordComponents())
                .filter(part -> part.getType() == String.class)
                .map(RecordComponent::getName)
                .map(name -> event.getSimpleName() + "." + name);
    }

    private <T> T read(Class<?> event, String json) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(json, String.class, new SimpleSerializedType(event.getName(), revision(event))));
    }

    private static String revision(Class<?> event) {
        return event.getAnnotation(Revision.class).value();
    }

    private static String stored(Class<?> event) {
        var name = event.getSimpleName() + "-" + revision(event) + ".json";
        try (InputStream sample = StoredFormTest.class.getResourceAsStream("/stored/" + name)) {
            assertThat(sample).as("the sample stored/%s", name).isNotNull();
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
