package dev.agentpairing.queryside.freshness;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this folder: little where the views are written with the events, more where they follow them. */
@Configuration(proxyBeanMethods = false)
@Import({Freshness.WithTheEvents.class, Freshness.BehindTheEvents.class})
public class Freshness {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "pairing.views.tracking", havingValue = false, matchIfMissing = true)
    @Import(AlwaysFresh.class)
    static class WithTheEvents {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("pairing.views.tracking")
    @Import({LocalProgress.class, RemoteProgress.class, FreshnessProjection.class, FreshnessAnswers.class, ReadinessAnswers.class})
    static class BehindTheEvents {}
}
