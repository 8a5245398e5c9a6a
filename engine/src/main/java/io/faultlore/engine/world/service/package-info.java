/**
 * Systems of services as a discrete-event simulation: requests queue at stations, wait for each
 * other and fail for a cause.
 *
 * <p>In: a {@link SystemPlan}, the {@link Injection}s and a seed. Out: telemetry in the order of
 * its arrival, and the labels. Latency, errors and resource use are consequences of work, queues
 * and waiting; nothing is painted on.
 */
@NullMarked
package io.faultlore.engine.world.service;

import org.jspecify.annotations.NullMarked;
