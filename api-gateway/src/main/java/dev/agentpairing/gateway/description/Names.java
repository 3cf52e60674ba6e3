package dev.agentpairing.gateway.description;

import java.util.stream.Collectors;
import java.util.stream.Stream;

final class Names {

    private Names() {}

    /** "Propose a pairing" is {@code proposeAPairing}. */
    static String camelCase(String words) {
        var joined = Stream.of(words.replaceAll("[^A-Za-z ]", "").split(" "))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
        return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }
}
