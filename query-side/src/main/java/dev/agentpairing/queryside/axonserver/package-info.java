/** What the query side does otherwise when its questions come through Axon Server. */
@NullMarked
package dev.agentpairing.queryside.axonserver;

import org.jspecify.annotations.NullMarked;
