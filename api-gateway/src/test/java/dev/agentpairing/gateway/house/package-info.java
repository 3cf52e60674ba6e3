/** The whole house in one process, tried from outside: real HTTP, real buses, real databases. */
@NullMarked
package dev.agentpairing.gateway.house;

import org.jspecify.annotations.NullMarked;
