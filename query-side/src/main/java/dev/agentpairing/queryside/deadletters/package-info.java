/** Events that a view could not take, and what else must stand still because of them. */
@NullMarked
package dev.agentpairing.queryside.deadletters;

import org.jspecify.annotations.NullMarked;
