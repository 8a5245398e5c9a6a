/**
 * Teams of simulated agents that work on made-up worlds and sometimes fail. In comes a seed, out go
 * spans as instrumented agent frameworks write them, and the truth about every failing step.
 */
@NullMarked
package io.faultlore.world.agent;

import org.jspecify.annotations.NullMarked;
