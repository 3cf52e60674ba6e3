/** Pairings over HTTP (contract, section 2). */
@NullMarked
package dev.agentpairing.gateway.pairing;

import org.jspecify.annotations.NullMarked;
