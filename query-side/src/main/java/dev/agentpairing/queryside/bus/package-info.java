/** How queries reach their answers. */
@NullMarked
package dev.agentpairing.queryside.bus;

import org.jspecify.annotations.NullMarked;
