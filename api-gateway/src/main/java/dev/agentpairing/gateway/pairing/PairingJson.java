package dev.agentpairing.gateway.pairing;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.gateway.http.Moment;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Side;

/** Writes pairings straight to bytes: a list of them is the largest and the most frequent answer there is. */
final class PairingJson {

    private static final int ITEM_SIZE = 1024;

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString AGENT_A = new SerializedString("agent_a");
    private static final SerializedString AGENT_B = new SerializedString("agent_b");
    private static final SerializedString AGENT_ID = new SerializedString("agent_id");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString ACCOUNT_ID = new SerializedString("account_id");
    private static final SerializedString STATUS = new SerializedString("status");
    private static final SerializedString PERMISSION = new SerializedString("permission");
    private static final SerializedString RAW_PERMISSION = new SerializedString("raw_permission");
    private static final SerializedString PROPOSED_BY = new SerializedString("proposed_by");
    private static final SerializedString AGENT_A_PUBLIC_KEY = new SerializedString("agent_a_public_key");
    private static final SerializedString AGENT_A_KEY_VERSION = new SerializedString("agent_a_key_version");
    private static final SerializedString AGENT_B_PUBLIC_KEY = new SerializedString("agent_b_public_key");
    private static final SerializedString AGENT_B_KEY_VERSION = new SerializedString("agent_b_key_version");
    private static final SerializedString CREATED_AT = new SerializedString("created_at");
    private static final SerializedString EXPIRES_AT = new SerializedString("expires_at");
    private static final SerializedString CONFIRMED_AT = new SerializedString("confirmed_at");
    private static final SerializedString REVOKED_AT = new SerializedString("revoked_at");
    private static final SerializedString REVOCATION_REASON = new SerializedString("revocation_reason");
    private static final SerializedString REVOKED_BY = new SerializedString("revoked_by");
    private static final SerializedString AWAITING = new SerializedString("awaiting");

    private final JsonGenerator json;

    private PairingJson(JsonGenerator json) {
        this.json = json;
    }

    static byte[] one(Item item) {
        var bytes = new ByteArrayOutputStream(ITEM_SIZE);
        try (var json = Json.MAPPER.createGenerator(bytes)) {
            new PairingJson(json).write(item);
        }
        return bytes.toByteArray();
    }

    static byte[] list(List<Item> items, @Nullable String nextCursor) {
        var bytes = new ByteArrayOutputStream((items.size() + 1) * ITEM_SIZE);
        try (var json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("pairings");
            var writer = new PairingJson(json);
            items.forEach(writer::write);
            json.writeEndArray();
            if (nextCursor != null) {
                json.writeStringProperty("next_cursor", nextCursor);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void write(Item item) {
        json.writeStartObject();
        write(ID, item.pairingId());
        write(AGENT_A, item.agentA());
        write(AGENT_B, item.agentB());
        write(STATUS, item.status());
        write(PERMISSION, item.permission());
        write(RAW_PERMISSION, item.rawPermission());
        write(PROPOSED_BY, item.proposedBy());
        writeKey(AGENT_A_PUBLIC_KEY, AGENT_A_KEY_VERSION, item.agentA());
        writeKey(AGENT_B_PUBLIC_KEY, AGENT_B_KEY_VERSION, item.agentB());
        write(CREATED_AT, item.createdAt());
        write(EXPIRES_AT, item.expiresAt());
        write(CONFIRMED_AT, item.confirmedAt());
        write(REVOKED_AT, item.revokedAt());
        write(REVOCATION_REASON, item.revocationReason());
        write(REVOKED_BY, item.revokedBy());
        write(AWAITING, item.awaiting());
        json.writeEndObject();
    }

    private void write(SerializedString name, Side side) {
        json.writeName(name);
        json.writeStartObject();
        write(ID, side.agentId());
        write(AGENT_ID, side.slug());
        write(NAME, side.name());
        write(ACCOUNT_ID, side.accountId());
        json.writeEndObject();
    }

    private void writeKey(SerializedString key, SerializedString version, Side side) {
        write(key, side.publicKey());
        json.writeName(version);
        json.writeNumber(side.keyVersion());
    }

    /** Ids, moments and words are all shown as texts. */
    private void write(SerializedString name, @Nullable Object value) {
        json.writeName(name);
        switch (value) {
            case null -> json.writeNull();
            case UUID id -> json.writeString(id.toString());
            case Instant moment -> json.writeString(Moment.text(moment));
            case Enum<?> word -> json.writeString(Json.word(word));
            default -> json.writeString(value.toString());
        }
    }
}
