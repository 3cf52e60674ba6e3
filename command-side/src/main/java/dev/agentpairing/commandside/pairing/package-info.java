/** The life of one pairing: proposed, confirmed, over. Pure rules. */
@NullMarked
package dev.agentpairing.commandside.pairing;

import org.jspecify.annotations.NullMarked;
