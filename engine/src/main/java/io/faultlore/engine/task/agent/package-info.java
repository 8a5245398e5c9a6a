/**
 * Agents: which step of a run fails, how, and which one the run failed of.
 *
 * <p>In: steps, hand-offs and ended runs ({@link io.faultlore.engine.step.AgentEvent}) and labels.
 * Out: verdicts on steps and runs, with evidence and advice. Follows the design of EAGER
 * ("Efficient Failure Management for Multi-Agent Systems with Reasoning Trace Representation"):
 * knowledge is kept per system, fine entries for steps and coarse ones for runs; rules judge from
 * the first minute.
 *
 * <p>Two rooms lie behind the line: {@code evidence} measures what a run shows, {@code learned}
 * holds what labelled runs teach.
 */
@NullMarked
package io.faultlore.engine.task.agent;

import org.jspecify.annotations.NullMarked;
