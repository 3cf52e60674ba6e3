/** Where Axon meets the rules: aggregates that only fold events, handlers that load, decide and record, and the bus that commits in groups. */
@NullMarked
package dev.agentpairing.commandside.axon;

import org.jspecify.annotations.NullMarked;
