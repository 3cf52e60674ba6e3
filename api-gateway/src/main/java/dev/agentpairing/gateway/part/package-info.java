/** What a process shows its operator that runs parts of the program, but not the gateway: metrics and health, on the management port. */
@NullMarked
package dev.agentpairing.gateway.part;

import org.jspecify.annotations.NullMarked;
