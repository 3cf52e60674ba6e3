/** Is the process alive, and would a write and a read work now (contract, section 7)? */
@NullMarked
package dev.agentpairing.gateway.health;

import org.jspecify.annotations.NullMarked;
