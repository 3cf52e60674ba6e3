/** How a writer learns that the read model shows what it wrote, and how a reader waits for it. */
@NullMarked
package dev.agentpairing.messages.freshness;

import org.jspecify.annotations.NullMarked;
