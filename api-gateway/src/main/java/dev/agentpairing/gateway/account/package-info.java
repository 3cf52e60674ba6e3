/** Accounts, sessions, API keys and plans over HTTP (contract, section 5). */
@NullMarked
package dev.agentpairing.gateway.account;

import org.jspecify.annotations.NullMarked;
