/** Reads a request strictly: nothing is coerced, and everything that is wrong with path, query and body is named at once. */
@NullMarked
package dev.agentpairing.gateway.http.input;

import org.jspecify.annotations.NullMarked;
