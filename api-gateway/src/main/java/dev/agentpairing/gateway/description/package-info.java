/**
 * What the service says of itself: OpenAPI 3.1 at {@code /v3/api-docs}, made when it is first asked for, and a page to try it at
 * {@code /docs}. What endpoints take and answer is written down once a thing, in {@code openapi/<thing>.yml}, whose short forms
 * {@link dev.agentpairing.gateway.description.Shorthand} and {@link dev.agentpairing.gateway.description.Operation} read; who may call
 * them is taken from the table of scopes. That all of it is true, and complete, is what the tests over HTTP hold it against.
 */
@NullMarked
package dev.agentpairing.gateway.description;

import org.jspecify.annotations.NullMarked;
