package dev.agentpairing.gateway.agent;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.KeyAgreement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublicKeysTest {

    @Test
    void a_key_may_be_raw_or_spki() throws Exception {
        var spki = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic().getEncoded();
        assertThat(PublicKeys.X25519.problem(base64(spki))).isNull();
        assertThat(PublicKeys.X25519.problem(base64(Arrays.copyOfRange(spki, 12, 44)))).isNull();
        assertThat(PublicKeys.ED25519.problem(base64(spki))).contains("Ed25519");
    }

    @Test
    void a_signing_key_may_be_raw_or_spki() throws Exception {
        var spki = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
        assertThat(PublicKeys.ED25519.problem(base64(spki))).isNull();
        assertThat(PublicKeys.ED25519.problem(base64(Arrays.copyOfRange(spki, 12, 44)))).isNull();
        assertThat(PublicKeys.X25519.problem(base64(spki))).contains("X25519");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "AAAA", "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo", "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo=",
        "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmp=", " hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=", "not base64 at all"})
    void anything_else_is_malformed(String text) {
        assertThat(PublicKeys.X25519.problem(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    void points_of_small_order_are_refused_whatever_their_top_bit(String hex) throws Exception {
        var raw = HexFormat.of().parseHex(hex);
        assertThat(PublicKeys.X25519.problem(base64(raw))).contains("small order");
        assertThat(PublicKeys.X25519.problem(base64(spki(raw)))).contains("small order");
        assertThatThrownBy(() -> agree(raw)).isInstanceOf(InvalidKeyException.class).hasMessageContaining("small order");
        raw[31] |= (byte) 0x80;
        assertThat(PublicKeys.X25519.problem(base64(raw))).contains("small order");
    }

    @Test
    void their_neighbours_are_points_like_any_other() throws Exception {
        var two = HexFormat.of().parseHex("02" + "00".repeat(31));
        assertThat(PublicKeys.X25519.problem(base64(two))).isNull();
        agree(two);
    }

    /** What the platform's own X25519 thinks of a point. */
    private static void agree(byte[] raw) throws Exception {
        var bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = raw[31 - i];
        }
        var point = new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian));
        var agreement = KeyAgreement.getInstance("X25519");
        agreement.init(KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate());
        agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(point), true);
    }

    private static byte[] spki(byte[] raw) {
        return HexFormat.of().parseHex("302a300506032b656e032100" + HexFormat.of().formatHex(raw));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
