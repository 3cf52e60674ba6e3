/** A connection between two accounts, and the link between two e-mail addresses that keeps it unique. */
@NullMarked
package dev.agentpairing.messages.connection;

import org.jspecify.annotations.NullMarked;
