/** Requests that their callers may repeat: what tells a repeated command from a new one (contract, section 1, "Idempotency"). */
@NullMarked
package dev.agentpairing.messages.request;

import org.jspecify.annotations.NullMarked;
