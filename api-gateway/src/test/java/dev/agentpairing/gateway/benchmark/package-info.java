/**
 * What the program can do on this machine, measured over HTTP with the jar that was built: {@code mvn -Pbenchmark verify}. Load and
 * program share the processors, so figures compare what was measured in one run, and promise nothing.
 */
@NullMarked
package dev.agentpairing.gateway.benchmark;

import org.jspecify.annotations.NullMarked;
