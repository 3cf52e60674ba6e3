package dev.agentpairing.commandside.axon;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Everything that Axon runs on this side. */
@EnableConfigurationProperties(CommandSideSettings.class)
@Import({AggregateWiring.class, BusWiring.class, LoggedRequest.class, OrderlyStop.class})
public class CommandSide {}
