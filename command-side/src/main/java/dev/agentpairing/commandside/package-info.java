/** Decides what may happen, and writes down what did. Its rules are plain Java; Axon, Spring and JDBC stay in their own packages. */
@NullMarked
package dev.agentpairing.commandside;

import org.jspecify.annotations.NullMarked;
