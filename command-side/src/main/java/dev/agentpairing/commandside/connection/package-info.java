/** Who is connected to whom, who keeps whom away, and which pairs of agents are open between them. Pure rules. */
@NullMarked
package dev.agentpairing.commandside.connection;

import org.jspecify.annotations.NullMarked;
