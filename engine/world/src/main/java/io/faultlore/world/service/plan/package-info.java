/**
 * What a system of services is, and what will be done to it: values that know nothing of how they
 * are simulated.
 *
 * <p>In: a seed, or nothing for the fixed shop. Out: a {@link SystemPlan} and a {@link Schedule}.
 * The way to read it:
 *
 * <ol>
 *   <li>a plan, from the whole to the part: {@link SystemPlan}, {@link ServicePlan}, {@link
 *       OperationPlan}, {@link StepPlan}, {@link Timing}; how a service looks from outside: {@link
 *       Technology}, {@link Protocol}, {@link TelemetryPlan};
 *   <li>where plans come from: {@link Systems}, which is either the shop or drawn by chance ({@link
 *       Draw}) and sized for the load that flows through it;
 *   <li>what is done: a {@link Schedule} of faults ({@link Injection}: {@link FaultKind}, place,
 *       {@link Onset}) and of what is no fault ({@link Change}, {@link ChangeKind}).
 * </ol>
 */
@NullMarked
package io.faultlore.world.service.plan;

import org.jspecify.annotations.NullMarked;
