package dev.agentpairing.gateway.http.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Renews claims, and forgets keys when their day is over. */
@Component
final class Upkeep implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("idempotency").factory());
    private final Claims claims;

    Upkeep(Claims claims) {
        this.claims = claims;
    }

    @Override
    public void afterPropertiesSet() {
        every(RENEW_EVERY, claims::renew);
        every(FORGET_EVERY, claims::forgetOld);
    }

    private void every(Duration pause, Runnable work) {
        thread.scheduleWithFixedDelay(() -> run(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails is tried again in its next turn. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Idempotency keys cannot be kept in order now: {}", e.toString());
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
