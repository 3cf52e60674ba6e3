/** Accounts, their credentials, and the personal data that the event log never holds. */
@NullMarked
package dev.agentpairing.messages.account;

import org.jspecify.annotations.NullMarked;
