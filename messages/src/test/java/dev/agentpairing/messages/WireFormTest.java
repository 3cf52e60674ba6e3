package dev.agentpairing.messages;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.messages.account.PersonalCommand;
import dev.agentpairing.messages.freshness.ReadinessQuery;
import dev.agentpairing.messages.pairing.PairingCommand;
import dev.agentpairing.messages.pairing.PairingQuery;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever crosses a wall crosses it as JSON where the sides are programs of their own. */
class WireFormTest {

    private final Jackson3Serializer serializer = Jackson3Serializer.builder().build();

    /** Every record of this module, found where it was compiled to. */
    static List<Class<?>> messages() throws IOException, URISyntaxException {
        var root = Path.of(Refused.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(file -> type(file.substring(0, file.length() - 6).replace(File.separatorChar, '.')))
                    .filter(Class::isRecord)
                    .toList();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void commands_queries_and_answers_are_among_the_messages() throws IOException, URISyntaxException {
        assertThat(messages()).contains(PairingCommand.ProposePairing.class, PairingCommand.Proposed.class,
                PersonalCommand.KeepPerson.class, PairingQuery.Item.class, ReadinessQuery.CanRead.class, Refused.class);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_arrives_as_it_was_sent(Class<?> type) {
        var message = Sample.full(type);
        assertThat(sent(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_arrives_as_it_was_sent_where_parts_of_it_are_null(Class<?> type) {
        var message = Sample.sparse(type);
        assertThat(sent(message)).isEqualTo(message);
    }

    private Object sent(Object message) {
        SerializedObject<byte[]> written = serializer.serialize(message, byte[].class);
        return serializer.deserialize(written);
    }
}
