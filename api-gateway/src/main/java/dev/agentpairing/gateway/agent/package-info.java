/** Agents over HTTP (contract, section 4). */
@NullMarked
package dev.agentpairing.gateway.agent;

import org.jspecify.annotations.NullMarked;
