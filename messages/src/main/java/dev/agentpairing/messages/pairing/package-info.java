/** A pairing of two agents of two accounts: what can be asked of it, what happened to it, what can be known of it. */
@NullMarked
package dev.agentpairing.messages.pairing;

import org.jspecify.annotations.NullMarked;
