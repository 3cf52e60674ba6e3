package dev.agentpairing.queryside.pairings;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({PairingsProjection.class, PairingsAnswers.class, CheckAnswers.class, PartnersAnswers.class})
public class PairingsView {}
