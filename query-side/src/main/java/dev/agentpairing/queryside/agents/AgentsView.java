package dev.agentpairing.queryside.agents;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({AgentsProjection.class, AgentsAnswers.class})
public class AgentsView {}
