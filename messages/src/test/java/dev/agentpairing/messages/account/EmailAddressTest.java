package dev.agentpairing.messages.account;

import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailAddressTest {

    private static final UUID ALICE = new EmailAddress("alice@example.com").id();
    private static final UUID BOB = new EmailAddress("bob@example.com").id();

    @ParameterizedTest
    @ValueSource(strings = {"ALICE@EXAMPLE.COM", "Alice@Example.com", "aLiCe@example.COM"})
    void addresses_that_differ_in_case_alone_have_the_same_id(String address) {
        assertThat(new EmailAddress(address).id()).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@example.com", "alice@example.org", "alice+1@example.com", ""})
    void other_addresses_have_other_ids(String address) {
        assertThat(new EmailAddress(address).id()).isNotEqualTo(ALICE);
    }

    @Test
    void the_id_does_not_depend_on_the_language_of_the_machine() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(new EmailAddress("ALICE@EXAMPLE.COM").id()).isEqualTo(ALICE);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Stored events name addresses by it, so it is for ever. */
    @Test
    void the_id_of_an_address_is_the_same_in_every_version_of_the_program() {
        assertThat(ALICE).hasToString("889e87fc-03d0-8778-a3a7-39f269555750");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "bob@example.com", "a@b",
            "someone.with.a.long.name+and.a.tag@mail.some-department.example.co.uk"})
    void the_id_is_a_uuid_of_version_8_and_of_the_usual_variant(String address) {
        var id = new EmailAddress(address).id();
        assertThat(new int[] {id.version(), id.variant()}).containsExactly(8, 2);
    }

    @Test
    void what_stands_between_two_addresses_has_one_id_whichever_is_named_first() {
        assertThat(EmailAddress.linkId(ALICE, BOB)).isEqualTo(EmailAddress.linkId(BOB, ALICE));
    }

    @Test
    void what_stands_between_two_addresses_is_neither_of_them() {
        assertThat(EmailAddress.linkId(ALICE, BOB)).isNotIn(ALICE, BOB);
    }

    @Test
    void other_addresses_have_another_link() {
        assertThat(EmailAddress.linkId(ALICE, BOB))
                .isNotEqualTo(EmailAddress.linkId(ALICE, new EmailAddress("carol@example.com").id()));
    }
}
