/** Personal data, and when a key was used last: written by commands, not by events, and never emptied by a rebuild. */
@NullMarked
package dev.agentpairing.queryside.personal;

import org.jspecify.annotations.NullMarked;
