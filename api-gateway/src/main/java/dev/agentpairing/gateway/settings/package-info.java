/** Settings of the gateway that can be wrong, and how that is said. */
@NullMarked
package dev.agentpairing.gateway.settings;

import org.jspecify.annotations.NullMarked;
