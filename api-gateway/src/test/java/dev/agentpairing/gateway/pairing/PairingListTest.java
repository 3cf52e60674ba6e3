package dev.agentpairing.gateway.pairing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Side;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;

class PairingListTest {

    private static final UUID ID = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final ListFilter ALL = new ListFilter(ID, Set.of(), null, 0, null, null);

    @Test
    void an_item_has_every_field_and_writes_nulls_out() {
        var shown = Json.MAPPER.readTree(PairingJson.one(item(0, "B", 0)));
        assertThat(shown.propertyNames()).containsExactly(
                "id", "agent_a", "agent_b", "status", "permission", "raw_permission", "proposed_by", "agent_a_public_key",
                "agent_a_key_version", "agent_b_public_key", "agent_b_key_version", "created_at", "expires_at", "confirmed_at",
                "revoked_at", "revocation_reason", "revoked_by", "awaiting");
        assertThat(shown.get("confirmed_at").isNull()).isTrue();
        assertThat(shown.get("permission").stringValue()).isEqualTo("send_only");
        assertThat(shown.get("created_at").stringValue()).isEqualTo("2026-01-02T03:04:05.678901Z");
        assertThat(shown.get("agent_a").propertyNames()).containsExactly("id", "agent_id", "name", "account_id");
    }

    @Test
    void names_are_escaped() {
        var shown = Json.MAPPER.readTree(PairingJson.list(List.of(item(0, "B", 0)), "next"));
        assertThat(shown.get("pairings").get(0).get("agent_a").get("name").stringValue()).isEqualTo("A \"quoted\"\n😀");
        assertThat(shown.get("next_cursor").stringValue()).isEqualTo("next");
    }

    @Test
    void the_last_page_names_no_next_one() {
        assertThat(new String(PairingJson.list(List.of(), null), StandardCharsets.UTF_8)).isEqualTo("{\"pairings\":[]}");
    }

    @Test
    void the_tag_of_a_list_changes_with_anything_in_it() {
        var tag = PairingTags.of(ID, ALL.name(), new Page(List.of(item(0, "B", 0)), false));
        assertThat(tag).isEqualTo(PairingTags.of(ID, ALL.name(), new Page(List.of(item(0, "B", 0)), false)));
        for (var other : List.of(item(1, "B", 0), item(0, "b", 0), item(0, "B", 1))) {
            assertThat(tag).isNotEqualTo(PairingTags.of(ID, ALL.name(), new Page(List.of(other), false)));
        }
        assertThat(tag).isNotEqualTo(PairingTags.of(new UUID(3, 4), ALL.name(), new Page(List.of(item(0, "B", 0)), false)));
        assertThat(tag).isNotEqualTo(PairingTags.of(ID, ALL.name(), new Page(List.of(item(0, "B", 0)), true)));
        assertThat(tag).isNotEqualTo(PairingTags.of(ID, ALL.name(), new Page(List.of(), false)));
        var active = new ListFilter(ID, Set.of(PairingStatus.ACTIVE), null, 0, null, null);
        assertThat(tag).isNotEqualTo(PairingTags.of(ID, active.name(), new Page(List.of(item(0, "B", 0)), false)));
    }

    @Test
    void a_filter_has_one_name_however_it_was_written() {
        var one = new ListFilter(ID, Set.of(PairingStatus.ACTIVE, PairingStatus.PENDING), null, 1, null, null);
        var other = new ListFilter(ID, Set.of(PairingStatus.PENDING, PairingStatus.ACTIVE), null, 2, null, null);
        assertThat(one.name()).isEqualTo(other.name()).isNotEqualTo(ALL.name());
    }

    private static Item item(long version, String nameOfB, int keyVersionOfB) {
        var a = new Side(ID, "a", "A \"quoted\"\n😀", ID, "key", 1);
        var b = new Side(ID, "b", nameOfB, ID, null, keyVersionOfB);
        return new Item(
                ID, a, b, PairingStatus.PENDING, Permission.SEND_ONLY, Permission.RECEIVE_ONLY, ID, AT, AT, null, null, null,
                null, ID, version);
    }
}
