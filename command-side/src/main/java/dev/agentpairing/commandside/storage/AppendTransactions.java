package dev.agentpairing.commandside.storage;

import org.axonframework.common.transaction.TransactionManager;

/** In which the commands of a group are handled and stored. */
public record AppendTransactions(TransactionManager transactions) {}
