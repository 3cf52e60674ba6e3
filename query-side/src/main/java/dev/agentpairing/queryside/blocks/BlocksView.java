package dev.agentpairing.queryside.blocks;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What runs of this view. */
@Configuration(proxyBeanMethods = false)
@Import({BlocksProjection.class, BlocksAnswers.class})
public class BlocksView {}
