package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 1, "Idempotency": a request that comes again while the first runs, after it died, and much later. */
@ParameterizedClass
@EnumSource(Database.class)
class RepeatedRequestsTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;
    private final String key = House.fresh("key");

    RepeatedRequestsTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void of_many_that_come_at_once_one_is_done_and_the_others_wait_or_hear_the_same() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var answers = Together.run(32, _ -> propose(key, mine, theirs));
        var done = answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(done.stream().map(Answer::id).distinct()).hasSize(1);
        assertThat(done.stream().filter(answer -> answer.header("Idempotent-Replayed") == null)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .allSatisfy(answer -> answer.isRefused(409, "IDEMPOTENCY_IN_PROGRESS"))
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("1"));
        assertThat(propose(key, mine, theirs).is(201).body()).isEqualTo(done.getFirst().body());
    }

    /** As if the process had died after the act and before it kept the answer. */
    @ParameterizedTest
    @EnumSource
    void what_an_attempt_that_died_has_done_is_answered_and_not_done_again(KeyedWrite write) {
        var sent = write.prepare(neighbours);
        var first = sent.with(key);
        assertThat(first.status()).as(first.body()).isIn(200, 201);
        forgetAnswer("interval '1' second");
        var again = sent.with(key).is(first.status());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(write.comparable(again)).isEqualTo(write.comparable(first));
        assertThat(sent.timesDone()).isEqualTo(1);
        assertThat(sent.with(key).is(first.status()).body()).isEqualTo(again.body());
    }

    /** A refused command has done nothing. */
    @Test
    void what_an_attempt_that_died_has_not_done_is_done_now() {
        var slug = House.fresh("a");
        alice.agent(slug);
        register(alice, key, slug).isRefused(409, "AGENT_ID_TAKEN");
        forgetAnswer("interval '1' second");
        var again = register(alice, key, slug).isRefused(409, "AGENT_ID_TAKEN");
        assertThat(again.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void while_the_first_is_running_the_key_is_taken_and_another_request_with_it_refused() {
        var slug = House.fresh("a");
        register(alice, key, slug).is(201);
        forgetAnswer("interval '-1' minute");
        register(alice, key, slug).isRefused(409, "IDEMPOTENCY_IN_PROGRESS");
        register(alice, key, House.fresh("b")).isRefused(409, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_day_later_the_key_is_as_good_as_new() {
        register(alice, key, House.fresh("a")).is(201);
        house.execute("update idempotency_key set first_at = first_at - interval '24' hour where name = ?", key);
        assertThat(register(alice, key, House.fresh("a")).is(201).header("Idempotent-Replayed")).isNull();
    }

    /** @param ago how long ago the claim has run out */
    private void forgetAnswer(String ago) {
        var forget = "update idempotency_key set status = null, headers = null, body = null, claimed_until = current_timestamp - "
                + ago + " where name = ?";
        assertThat(house.execute(forget, key)).isEqualTo(1);
    }

    private Answer propose(String name, UUID mine, UUID theirs) {
        var body = Map.of("my_agent_id", mine, "their_agent_id", theirs);
        return alice.post(neighbours.pairings(), body, "Idempotency-Key", name);
    }

    private static Answer register(Account who, String name, String slug) {
        return who.post("/v1/agents/register", Map.of("agent_id", slug), List.of("Idempotency-Key", name).toArray(String[]::new));
    }
}
