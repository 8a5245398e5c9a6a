/**
 * Systems of services as a discrete-event simulation: requests queue at stations, wait for each
 * other and fail for a cause.
 *
 * <p>In: a {@link io.faultlore.world.service.plan.SystemPlan}, a {@link
 * io.faultlore.world.service.plan.Schedule} and a seed. Out: telemetry in the order of its arrival,
 * and the labels. {@link ServiceWorld} is the only door. Latency, errors and resource use are
 * consequences of work, queues and waiting; nothing is painted on.
 *
 * <p>Times are nanoseconds, moments nanoseconds since 1970, unless a name says otherwise. There is
 * one thread. What is simulated and what it tells know each other, for telemetry is read off the
 * live parts and some of it is told by them; so they share a room, and this is its map:
 *
 * <ol>
 *   <li><b>Time.</b> {@link Timeline} holds what will happen, {@link Happening} is that to which it
 *       happens.
 *   <li><b>The parts.</b> {@link Simulation} builds them from the plan, {@link Wiring} resolves the
 *       names in it: {@link Host}, {@link Service} with its {@link Operation}s, {@link Instance}s
 *       and {@link Edge}s to those it asks; in an instance one {@link ServerProcess} after the
 *       other, each with {@link Station}s for threads, cores, disk and connections, a {@link Lock}
 *       and a {@link Heap}; {@link Topic} in a broker; {@link Warmth} of a cache; {@link Network}
 *       between all.
 *   <li><b>A request.</b> {@link Traffic} or a timer lets a {@link Request} in. A {@link Job} is
 *       the work of one operation for it, {@link Fate} how that may fail by itself, a {@link Call}
 *       one attempt to have another service do something, a {@link Message} what is done later;
 *       {@link Outcome} is how each ends.
 *   <li><b>What is done to a system.</b> {@link Life} happens always, {@link Changes} are planned,
 *       a {@link Fault} turns the causes that {@link Effects} lists at its {@link Site}: most are
 *       fields of a {@link Condition}. {@link Pulse} remembers how operations fared, {@link
 *       Victims} concludes who suffered.
 *   <li><b>What a system tells.</b> {@link Reporter} and {@link HostReporter} fill an {@link
 *       Outbox}. Spans: {@link SpanWriter}, {@link SpanShape}. Logs: {@link LogWriter}, on an
 *       {@link Occasion}, in {@link Wordings} with {@link Causes} and {@link Exceptions}. Metrics:
 *       {@link MetricWriter} with {@link RequestMetrics}, {@link RuntimeMetrics}, {@link
 *       StoreMetrics}, {@link ContainerMetrics}. {@link Resources} says who tells it.
 * </ol>
 */
@NullMarked
package io.faultlore.world.service;

import org.jspecify.annotations.NullMarked;
