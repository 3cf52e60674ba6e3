package dev.agentpairing.messages.pairing;

/** The three states of a pairing (contract, section 2). */
public enum PairingStatus { PENDING, ACTIVE, REVOKED }
