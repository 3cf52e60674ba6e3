package dev.agentpairing.queryside.pairings;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.agentpairing.queryside.log.Elsewhere;
import dev.agentpairing.queryside.log.Streams;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({PairingsProjection.class, PairingsAnswers.class, ListAnswers.class, CheckAnswers.class, HistoryAnswers.class, PairingRows.class,
        PairingsInMemory.class,
        PartnersAnswers.class, PairingSweeper.class, Streams.class, Elsewhere.class})
public class PairingsView {}
