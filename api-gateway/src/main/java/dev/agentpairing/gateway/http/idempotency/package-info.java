/**
 * Idempotency keys (contract, section 1): a key is claimed in the database before its request runs, and the answer kept after. The only
 * part of the gateway that has a database. What was done by an attempt that died is known to the command side.
 */
@NullMarked
package dev.agentpairing.gateway.http.idempotency;

import org.jspecify.annotations.NullMarked;
