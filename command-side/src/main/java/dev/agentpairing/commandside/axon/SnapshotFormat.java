package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.StdConverter;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.messages.pairing.AgentPair;

/**
 * How snapshots are written: the state of the shell, as it is. Snapshots are disposable; one of another revision is passed over and the
 * events are read instead.
 */
final class SnapshotFormat implements Jackson3SerializerCustomizer {

    @Override
    public void accept(JsonMapper.Builder json) {
        json.addMixIn(EventSourced.class, AllFields.class);
        json.addMixIn(Connection.class, Alternatives.class);
        json.addMixIn(Connection.Active.class, OpenPairs.class);
        json.addMixIn(Account.class, Alternatives.class);
        json.addMixIn(Account.Open.class, Belongings.class);
        json.addModule(new SimpleModule("snapshots")
                .addKeySerializer(AgentPair.class, new WritePair())
                .addKeyDeserializer(AgentPair.class, new ReadPair()));
    }

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    private interface AllFields {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    private interface Alternatives {}

    private interface OpenPairs {

        @JsonDeserialize(converter = Pairs.class)
        PMap<AgentPair, UUID> open();
    }

    private interface Belongings {

        @JsonDeserialize(converter = Keys.class)
        PMap<UUID, String> keys();

        @JsonDeserialize(converter = Slugs.class)
        PMap<String, UUID> slugs();

        @JsonDeserialize(converter = Ids.class)
        PSet<UUID> connections();

        @JsonDeserialize(converter = Moments.class)
        PVector<Instant> invites();
    }

    static final class Pairs extends StdConverter<Map<AgentPair, UUID>, PMap<AgentPair, UUID>> {
        @Override
        public PMap<AgentPair, UUID> convert(Map<AgentPair, UUID> value) {
            return HashTreePMap.from(value);
        }
    }

    static final class Keys extends StdConverter<Map<UUID, String>, PMap<UUID, String>> {
        @Override
        public PMap<UUID, String> convert(Map<UUID, String> value) {
            return HashTreePMap.from(value);
        }
    }

    static final class Slugs extends StdConverter<Map<String, UUID>, PMap<String, UUID>> {
        @Override
        public PMap<String, UUID> convert(Map<String, UUID> value) {
            return HashTreePMap.from(value);
        }
    }

    static final class Ids extends StdConverter<Set<UUID>, PSet<UUID>> {
        @Override
        public PSet<UUID> convert(Set<UUID> value) {
            return HashTreePSet.from(value);
        }
    }

    static final class Moments extends StdConverter<List<Instant>, PVector<Instant>> {
        @Override
        public PVector<Instant> convert(List<Instant> value) {
            return TreePVector.from(value);
        }
    }

    private static final class WritePair extends ValueSerializer<AgentPair> {
        @Override
        public void serialize(AgentPair pair, JsonGenerator json, SerializationContext context) {
            json.writeName(pair.a() + "/" + pair.b());
        }
    }

    private static final class ReadPair extends KeyDeserializer {
        @Override
        public AgentPair deserializeKey(String key, DeserializationContext context) {
            int slash = key.indexOf('/');
            return new AgentPair(UUID.fromString(key.substring(0, slash)), UUID.fromString(key.substring(slash + 1)));
        }
    }
}
