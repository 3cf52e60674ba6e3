/** Personal data, and when a key or an agent was seen last: written by commands, not by events, and never emptied by a rebuild. */
@NullMarked
package dev.agentpairing.queryside.personal;

import org.jspecify.annotations.NullMarked;
