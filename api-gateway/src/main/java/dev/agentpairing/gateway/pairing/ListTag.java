package dev.agentpairing.gateway.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import dev.agentpairing.messages.pairing.PairingQuery.Page;

/** The entity tag of a list, made of those of its items, so that a 304 needs no body. */
final class ListTag {

    private static final int SIZE = 16;

    private ListTag() {}

    /** @param list names the connection and the filter */
    static String of(String list, Page page) {
        var text = new StringBuilder(list).append(' ').append(page.more());
        for (var item : page.items()) {
            text.append(' ').append(item.pairingId()).append(item.etag());
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, SIZE)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
