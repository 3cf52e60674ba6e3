/** The only way to the other rooms: sends commands and waits until they show, asks queries, and translates what went wrong. */
@NullMarked
package dev.agentpairing.gateway.http.bus;

import org.jspecify.annotations.NullMarked;
