package dev.agentpairing.gateway.agent;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What may be a public key (contract, section 4): base64 of 32 raw bytes, or of the 44-byte SPKI form (RFC 8410). */
enum PublicKeys {
    X25519("X25519", "302a300506032b656e032100"),
    ED25519("Ed25519", "302a300506032b6570032100");

    private static final int RAW = 32;

    /** The u-coordinates of order 1, 2, 4 and 8, little-endian, those not reduced modulo 2^255 - 19 included. */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private final String name;
    private final byte[] spki;

    PublicKeys(String name, String spki) {
        this.name = name;
        this.spki = HexFormat.of().parseHex(spki);
    }

    /** What is wrong with a key, or null. */
    @Nullable String problem(String text) {
        var raw = raw(decode(text));
        if (raw == null) {
            return "must be base64 of a 32-byte " + name + " public key, or of its 44-byte SPKI form";
        }
        return this == X25519 && isOfSmallOrder(raw) ? "must not be a point of small order" : null;
    }

    private byte @Nullable [] raw(byte[] key) {
        if (key.length == RAW) {
            return key;
        }
        boolean isSpki = key.length == spki.length + RAW && Arrays.equals(key, 0, spki.length, spki, 0, spki.length);
        return isSpki ? Arrays.copyOfRange(key, spki.length, key.length) : null;
    }

    /** As X25519 reads a point (RFC 7748, section 5): its top bit says nothing. */
    private static boolean isOfSmallOrder(byte[] raw) {
        var point = raw.clone();
        point[RAW - 1] &= 0x7F;
        return SMALL_ORDER.contains(HexFormat.of().formatHex(point));
    }

    /** Empty for what is not the one proper way to write some bytes. */
    private static byte[] decode(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
