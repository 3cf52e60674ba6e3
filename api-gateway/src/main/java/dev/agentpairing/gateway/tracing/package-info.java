/** OpenTelemetry, where an operator wants it: from HTTP through command and event to the views. Off, nothing of it is loaded. */
@NullMarked
package dev.agentpairing.gateway.tracing;

import org.jspecify.annotations.NullMarked;
