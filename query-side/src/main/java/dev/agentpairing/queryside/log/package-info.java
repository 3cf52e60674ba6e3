/** The event log as the views' answers need it: what happened in one stream, for questions about the past. */
@NullMarked
package dev.agentpairing.queryside.log;

import org.jspecify.annotations.NullMarked;
