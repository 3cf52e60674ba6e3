/** The view of whom an account keeps away. */
@NullMarked
package dev.agentpairing.queryside.blocks;

import org.jspecify.annotations.NullMarked;
