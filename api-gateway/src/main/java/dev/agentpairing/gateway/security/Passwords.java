package dev.agentpairing.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/** Slow hashes, on threads of their own: on virtual ones a few sign-ins would keep every other request from the processors. */
@Component
public class Passwords implements DisposableBean {

    private static final int LONGEST_QUEUE = 256;
    private static final String PREFIX = "$2a$%02d$";
    private static final int PREFIX_STRENGTH = PREFIX.indexOf('%');

    private final BCryptPasswordEncoder bcrypt;

    private final int strength;
    private final ExecutorService threads;

    /** @param strength the binary logarithm of bcrypt's rounds; hashes of another strength stay good */
    @Autowired
    Passwords(@Value("${pairing.password-strength:10}") int strength) {
        this(strength, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), LONGEST_QUEUE);
    }

    Passwords(int strength, int atOnce, int longestQueue) {
        this.strength = strength;
        bcrypt = new BCryptPasswordEncoder(strength);
        threads = new ThreadPoolExecutor(atOnce, atOnce, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(longestQueue),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
    }

    public String hash(String password) {
        return run(() -> bcrypt.encode(whole(password)));
    }

    /** No takes the same time whether there is a hash to compare with or not, also one that was made when less was asked of hashes. */
    public boolean matches(String password, @Nullable String hash) {
        return run(() -> {
            var whole = whole(password);
            boolean same = bcrypt.matches(whole, hash == null ? dummy(strength) : hash);
            for (int rounds = strengthOf(hash); !same && rounds < strength; rounds++) {
                bcrypt.matches(whole, dummy(rounds)); // each one doubles the work that was done
            }
            return same && hash != null;
        });
    }

    /** Has the form and the price of such a hash, and is the hash of nothing known. */
    private static String dummy(int strength) {
        return PREFIX.formatted(strength) + ".".repeat(53);
    }

    private int strengthOf(@Nullable String hash) {
        return hash == null ? strength : Integer.parseInt(hash, PREFIX_STRENGTH, PREFIX_STRENGTH + 2, 10);
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }

    /** BCrypt looks at 72 bytes only; a digest in base64 has 44, and all characters count in it. */
    private static String whole(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T run(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw ApiError.unavailable("Too many passwords are being checked at this moment; please try again.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
