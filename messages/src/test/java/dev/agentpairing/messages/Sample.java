package dev.agentpairing.messages;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A record of any kind, filled with values that follow from the names of its parts, so that they are the same in every run. */
final class Sample {

    private static final Instant MOMENT = Instant.parse("2026-03-01T12:34:56.123456Z");

    private Sample() {}

    /** Every part has a value. */
    static <R> R full(Class<R> type) {
        return type.cast(record(type, false));
    }

    /** Every part that may be null is. */
    static <R> R sparse(Class<R> type) {
        return type.cast(record(type, true));
    }

    private static Object record(Class<?> type, boolean sparse) {
        var parts = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(parts).map(part -> part(part, sparse)).toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }

    private static @Nullable Object part(RecordComponent part, boolean sparse) {
        return sparse && mayBeNull(part.getAnnotatedType()) ? null : value(part.getGenericType(), part.getName(), sparse);
    }

    private static boolean mayBeNull(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Object value(Type type, String name, boolean sparse) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic, name, sparse);
        }
        var plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, sparse);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[name.length() % plain.getEnumConstants().length];
        }
        return switch (plain.getName()) {
            case "java.lang.String" -> "some " + name;
            case "java.util.UUID" -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            case "java.time.Instant" -> MOMENT.plusSeconds(name.length());
            case "java.time.Duration" -> Duration.ofMillis(1500);
            case "int", "java.lang.Integer" -> name.length();
            case "long", "java.lang.Long" -> (long) Integer.MAX_VALUE + name.length();
            case "boolean", "java.lang.Boolean" -> true;
            default -> throw new AssertionError("no sample of " + plain + " for " + name);
        };
    }

    private static Object collection(ParameterizedType type, String name, boolean sparse) {
        var of = Arrays.stream(type.getActualTypeArguments()).map(argument -> value(argument, name, sparse)).toList();
        return switch (type.getRawType().getTypeName()) {
            case "java.util.List" -> List.copyOf(of);
            case "java.util.Set" -> Set.copyOf(of);
            case "java.util.Map" -> Map.of(of.getFirst(), of.getLast());
            default -> throw new AssertionError("no sample of " + type + " for " + name);
        };
    }
}
