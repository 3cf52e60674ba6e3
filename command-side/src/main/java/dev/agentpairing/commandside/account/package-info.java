/** Accounts, what counts against their plans, and their credentials. Pure rules. */
@NullMarked
package dev.agentpairing.commandside.account;

import org.jspecify.annotations.NullMarked;
