/** Agents: their profile, and whether they hold a key. Pure rules. */
@NullMarked
package dev.agentpairing.commandside.agent;

import org.jspecify.annotations.NullMarked;
