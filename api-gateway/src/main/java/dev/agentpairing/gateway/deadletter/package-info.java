/** Events that a view could not take, for the operator: to look at, to try again, to go on without. */
@NullMarked
package dev.agentpairing.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
