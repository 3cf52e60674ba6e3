/** The example world of the documentation (contract, section 6), made by the same commands as any other. */
@NullMarked
package dev.agentpairing.gateway.demo;

import org.jspecify.annotations.NullMarked;
