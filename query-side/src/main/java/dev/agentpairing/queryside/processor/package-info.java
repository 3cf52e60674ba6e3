/** The one event processor that drives every view: its place in the log, its claim, its rebuild. */
@NullMarked
package dev.agentpairing.queryside.processor;

import org.jspecify.annotations.NullMarked;
