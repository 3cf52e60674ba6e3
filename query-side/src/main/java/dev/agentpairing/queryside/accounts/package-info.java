/** The view of accounts and of the credentials that act for them. */
@NullMarked
package dev.agentpairing.queryside.accounts;

import org.jspecify.annotations.NullMarked;
