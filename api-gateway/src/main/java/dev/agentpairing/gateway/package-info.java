/** The HTTP door, and the default program. What is here starts the house, and says in one line why it cannot. */
@NullMarked
package dev.agentpairing.gateway;

import org.jspecify.annotations.NullMarked;
