/**
 * Checks what clients were answered, by many nodes and at once, against the contract's promises about pairings. It knows nothing of HTTP
 * and of speed: what counts is which request began after which answer.
 *
 * <p>How it searches: G. Lowe, "Testing for linearizability" (Concurrency and Computation: Practice and Experience 29(4), 2017), its
 * just-in-time algorithm, after J. M. Wing and C. Gong, "Testing and verifying concurrent objects" (Journal of Parallel and Distributed
 * Computing 17, 1993).
 */
@NullMarked
package dev.agentpairing.gateway.history;

import org.jspecify.annotations.NullMarked;
