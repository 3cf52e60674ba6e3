/** Agents: what an account registers, and what others may pair with. */
@NullMarked
package dev.agentpairing.messages.agent;

import org.jspecify.annotations.NullMarked;
