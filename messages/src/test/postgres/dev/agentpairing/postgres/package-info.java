/** The PostgreSQL of the tests. No module's own: each that wants one compiles this folder with its tests. */
@NullMarked
package dev.agentpairing.postgres;

import org.jspecify.annotations.NullMarked;
