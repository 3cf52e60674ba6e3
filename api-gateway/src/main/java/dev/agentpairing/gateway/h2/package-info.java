/** What it takes that an H2 file is whole after a kill, whoever writes to it. */
@NullMarked
package dev.agentpairing.gateway.h2;

import org.jspecify.annotations.NullMarked;
