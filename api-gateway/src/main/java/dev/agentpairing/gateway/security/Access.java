package dev.agentpairing.gateway.security;

import dev.agentpairing.messages.account.Scope;

/** What an endpoint wants of its caller. */
sealed interface Access {

    /** No credential at all. */
    record Open() implements Access {}

    /** The connection token of an agent. */
    record ConnectionToken() implements Access {}

    /** A session, or any API key. */
    record AnyCredential() implements Access {}

    record SessionOnly() implements Access {}

    record Scoped(Scope scope) implements Access {}

    /** The operator token; decided by path, for unknown paths too. */
    record Operator() implements Access {}
}
