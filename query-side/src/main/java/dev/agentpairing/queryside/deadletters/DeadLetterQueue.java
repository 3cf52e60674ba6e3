package dev.agentpairing.queryside.deadletters;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this folder. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterTable.class, DeadLetters.class, DeadLetterAnswers.class})
public class DeadLetterQueue {}
