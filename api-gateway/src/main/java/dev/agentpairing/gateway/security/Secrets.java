package dev.agentpairing.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Makes secrets, and the hash by which they are known (contract, section 5). */
public final class Secrets {

    public static final String API_KEY = "agd_live_";
    public static final String SESSION = "ags_";
    public static final String CONNECTION = "agt_";

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int API_KEY_LENGTH = 32;
    private static final int TOKEN_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int PREFIX_LENGTH = API_KEY.length() + 4;

    private Secrets() {}

    public static String newApiKey() {
        var key = API_KEY + random(API_KEY_LENGTH);
        return key + checksum(key);
    }

    public static String newSessionToken() {
        return SESSION + random(TOKEN_LENGTH);
    }

    public static String newConnectionToken() {
        return CONNECTION + random(TOKEN_LENGTH);
    }

    /** The first characters, to recognise a key by. */
    public static String prefix(String apiKey) {
        return apiKey.substring(0, Math.min(PREFIX_LENGTH, apiKey.length()));
    }

    /** SHA-256 in hexadecimal digits: all that is ever stored of a secret. */
    public static String hash(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var digits = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }

    private static String random(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return text.toString();
    }
}
