/** Events that a view could not take: what an operator may know of them, and do with them. */
@NullMarked
package dev.agentpairing.messages.deadletter;

import org.jspecify.annotations.NullMarked;
