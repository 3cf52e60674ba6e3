/** The view of pairings, with its own copy of the agents that they name. */
@NullMarked
package dev.agentpairing.queryside.pairings;

import org.jspecify.annotations.NullMarked;
