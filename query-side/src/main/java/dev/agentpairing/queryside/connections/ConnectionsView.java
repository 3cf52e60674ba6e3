package dev.agentpairing.queryside.connections;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({ConnectionsProjection.class, ConnectionsAnswers.class})
public class ConnectionsView {}
