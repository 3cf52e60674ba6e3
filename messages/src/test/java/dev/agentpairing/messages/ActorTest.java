package dev.agentpairing.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ActorTest {

    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final UUID CREDENTIAL = new UUID(2, 2);

    static Stream<Actor> actors() {
        return Stream.of(
                new Actor(ACCOUNT, Actor.Kind.API_KEY, CREDENTIAL),
                new Actor(ACCOUNT, Actor.Kind.CONNECTION_TOKEN, null),
                new Actor(null, Actor.Kind.OPERATOR, null),
                Actor.SYSTEM);
    }

    @ParameterizedTest
    @MethodSource("actors")
    void an_actor_is_read_from_metadata_as_it_was_written(Actor actor) {
        assertThat(Actor.from(actor.toMetaData())).isEqualTo(actor);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_actor_is_read_as_it_was_written(Actor.Kind kind) {
        assertThat(Actor.from(new Actor(ACCOUNT, kind, CREDENTIAL).toMetaData()).kind()).isEqualTo(kind);
    }

    @Test
    void metadata_that_names_nobody_means_the_service_itself() {
        assertThat(Actor.from(Map.of())).isEqualTo(Actor.SYSTEM);
    }

    @Test
    void other_metadata_of_the_message_does_not_matter() {
        var metaData = new HashMap<String, Object>(new Actor(ACCOUNT, Actor.Kind.SESSION, CREDENTIAL).toMetaData());
        metaData.put("correlationId", 5);
        assertThat(Actor.from(metaData)).isEqualTo(new Actor(ACCOUNT, Actor.Kind.SESSION, CREDENTIAL));
    }

    @Test
    void what_an_actor_does_not_have_is_absent_from_the_metadata() {
        assertThat(Actor.SYSTEM.toMetaData()).containsOnlyKeys(Actor.KIND);
    }
}
