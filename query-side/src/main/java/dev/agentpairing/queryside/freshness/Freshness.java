package dev.agentpairing.queryside.freshness;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this folder. */
@Configuration(proxyBeanMethods = false)
@Import({LocalProgress.class, RemoteProgress.class, FreshnessProjection.class, FreshnessAnswers.class, ReadinessAnswers.class})
public class Freshness {}
