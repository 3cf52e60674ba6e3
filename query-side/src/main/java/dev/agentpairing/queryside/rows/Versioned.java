package dev.agentpairing.queryside.rows;

/**
 * A row and what it was made of.
 *
 * @param version sequence number of the last event of its stream that it shows
 */
record Versioned<R>(R row, long version) {}
