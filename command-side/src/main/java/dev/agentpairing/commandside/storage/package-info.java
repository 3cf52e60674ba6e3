/** The event store in a database: its schema, and what it takes to be durable. */
@NullMarked
package dev.agentpairing.commandside.storage;

import org.jspecify.annotations.NullMarked;
