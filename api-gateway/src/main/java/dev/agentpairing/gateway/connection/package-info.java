/** Connections over HTTP (contract, section 3). */
@NullMarked
package dev.agentpairing.gateway.connection;

import org.jspecify.annotations.NullMarked;
