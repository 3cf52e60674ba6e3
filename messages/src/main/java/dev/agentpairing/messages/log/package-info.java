/** What one part of a process may ask about the log of events. */
@NullMarked
package dev.agentpairing.messages.log;

import org.jspecify.annotations.NullMarked;
