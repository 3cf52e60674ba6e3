/** What every endpoint shares (contract, section 1): error envelope, request ids, entity tags, how Tomcat and Spring are set. */
@NullMarked
package dev.agentpairing.gateway.http;

import org.jspecify.annotations.NullMarked;
