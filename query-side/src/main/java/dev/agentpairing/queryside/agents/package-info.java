/** The view of agents, as their own account knows them. */
@NullMarked
package dev.agentpairing.queryside.agents;

import org.jspecify.annotations.NullMarked;
