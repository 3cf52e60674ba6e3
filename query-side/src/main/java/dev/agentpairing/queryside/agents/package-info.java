/** The view of an account's own agents. */
@NullMarked
package dev.agentpairing.queryside.agents;

import org.jspecify.annotations.NullMarked;
