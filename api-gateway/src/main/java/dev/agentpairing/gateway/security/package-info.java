/** Who calls, and may they? Credentials, scopes and the number of requests, decided before anything else is looked at. */
@NullMarked
package dev.agentpairing.gateway.security;

import org.jspecify.annotations.NullMarked;
