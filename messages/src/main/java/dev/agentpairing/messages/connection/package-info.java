/** A connection between two accounts, the link between two e-mail addresses that keeps it unique, and blocks, which keep it away. */
@NullMarked
package dev.agentpairing.messages.connection;

import org.jspecify.annotations.NullMarked;
