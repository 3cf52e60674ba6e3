package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.connection.LinkEvent.LinkBlocked;
import dev.agentpairing.messages.connection.LinkEvent.LinkFreed;
import dev.agentpairing.messages.connection.LinkEvent.LinkTaken;
import dev.agentpairing.messages.connection.LinkEvent.LinkUnblocked;

import static org.assertj.core.api.Assertions.assertThat;

class LinkTest {

    private static final UUID LINK = new UUID(4, 1);
    private static final UUID CONNECTION = new UUID(9, 2);
    private static final UUID BLOCK = new UUID(9, 9);
    private static final UUID ALICE = new UUID(1, 1);
    private static final UUID BOB = new UUID(1, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void nothing_stands_between_two_addresses_at_first() {
        assertThat(Link.FREE.connectionId()).isNull();
    }

    @Test
    void an_invite_takes_the_link() {
        assertThat(Link.FREE.evolve(new LinkTaken(LINK, CONNECTION, NOON)).connectionId()).isEqualTo(CONNECTION);
    }

    @Test
    void a_freed_link_is_as_if_it_had_never_been_taken() {
        assertThat(Link.FREE.evolve(new LinkTaken(LINK, CONNECTION, NOON)).evolve(new LinkFreed(LINK, CONNECTION, NOON)))
                .isEqualTo(Link.FREE);
    }

    @Test
    void a_freed_link_can_be_taken_by_another_connection() {
        var again = new UUID(9, 3);
        var link = Link.FREE.evolve(new LinkTaken(LINK, CONNECTION, NOON)).evolve(new LinkFreed(LINK, CONNECTION, NOON));
        assertThat(link.evolve(new LinkTaken(LINK, again, NOON)).connectionId()).isEqualTo(again);
    }

    @Test
    void a_link_knows_who_blocks_it_whatever_else_happens_to_it() {
        var link = Link.FREE.evolve(new LinkTaken(LINK, CONNECTION, NOON)).evolve(new LinkBlocked(LINK, BLOCK, ALICE, NOON))
                .evolve(new LinkFreed(LINK, CONNECTION, NOON));
        assertThat(link.blocks()).isEqualTo(Map.of(ALICE, BLOCK));
        assertThat(link.evolve(new LinkTaken(LINK, CONNECTION, NOON)).isBlocked()).isTrue();
    }

    @Test
    void a_link_stays_blocked_until_both_sides_have_lifted_their_blocks() {
        var other = new UUID(9, 8);
        var link = Link.FREE.evolve(new LinkBlocked(LINK, BLOCK, ALICE, NOON)).evolve(new LinkBlocked(LINK, other, BOB, NOON))
                .evolve(new LinkUnblocked(LINK, BLOCK, ALICE, NOON));
        assertThat(link.blocks()).isEqualTo(Map.of(BOB, other));
        assertThat(link.isBlocked()).isTrue();
        assertThat(link.evolve(new LinkUnblocked(LINK, other, BOB, NOON))).isEqualTo(Link.FREE);
    }
}
