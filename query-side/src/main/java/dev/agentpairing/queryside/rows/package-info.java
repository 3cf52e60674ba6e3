/** How a projection keeps rows: steps are collected per batch of events, applied in memory and written together. */
@NullMarked
package dev.agentpairing.queryside.rows;

import org.jspecify.annotations.NullMarked;
