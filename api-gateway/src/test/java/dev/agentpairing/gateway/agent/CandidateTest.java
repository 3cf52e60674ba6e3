package dev.agentpairing.gateway.agent;

import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.agentpairing.messages.account.AccountQuery.Person;

import static org.assertj.core.api.Assertions.assertThat;

class CandidateTest {

    private static final UUID ACCOUNT = UUID.fromString("a0a64aa4-0263-4a46-8d4a-ec220f12b983");

    @ParameterizedTest
    @CsvSource({
        "alice@example.com, al***@example.com", "al@example.com, a*@example.com", "a@example.com, *@example.com",
        "'a@b@example.com', 'a@*@example.com'", "😀😀😀@example.com, 😀😀*@example.com", "'', ''"})
    void an_address_is_shown_in_part(String email, String shown) {
        assertThat(Candidate.of(new Person(ACCOUNT, "Alice", email)).emailMasked()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a0a64aa4-0263-4a46-8d4a-ec220f12b983", "A0A64AA4-0263-4A46-8D4A-EC220F12B983", "alice@example.com", "Alice@Example.COM", "Alice"})
    void an_account_is_meant_by_its_id_its_address_or_its_name(String account) {
        assertThat(Candidate.isMeant(new Person(ACCOUNT, "Alice", "alice@example.com"), account)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0a64aa4-0263-4a46-8d4a-ec220f12b984", "alice@example.org", "alice", "al***@example.com"})
    void anything_else_means_another_one(String account) {
        assertThat(Candidate.isMeant(new Person(ACCOUNT, "Alice", "alice@example.com"), account)).isFalse();
    }
}
