/** The read side: projections fold the events into tables, answers read those tables. */
@NullMarked
package dev.agentpairing.queryside;

import org.jspecify.annotations.NullMarked;
