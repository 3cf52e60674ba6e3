/** The view of connections and of the invites that may become one. */
@NullMarked
package dev.agentpairing.queryside.connections;

import org.jspecify.annotations.NullMarked;
