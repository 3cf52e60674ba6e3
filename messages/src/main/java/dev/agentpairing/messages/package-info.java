/** What may cross a wall between rooms: commands, events, queries and their answers. Values only; no framework, no I/O. */
@NullMarked
package dev.agentpairing.messages;

import org.jspecify.annotations.NullMarked;
