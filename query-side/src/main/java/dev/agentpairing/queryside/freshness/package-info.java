/** How far the views are, and waiting with a limit until they are far enough. */
@NullMarked
package dev.agentpairing.queryside.freshness;

import org.jspecify.annotations.NullMarked;
