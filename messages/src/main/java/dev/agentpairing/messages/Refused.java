package dev.agentpairing.messages;

/** What a refused command carries as details of its {@code CommandExecutionException}, the same in one process and across Axon Server. */
public record Refused(Refusal refusal) {}
