package dev.agentpairing.messages.connection;

/** The states of a connection that anybody can see (contract, section 3). */
public enum ConnectionStatus { PENDING, ACTIVE, REVOKED }
