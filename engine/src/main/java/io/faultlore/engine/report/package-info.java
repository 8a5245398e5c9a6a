/**
 * Findings leave the engine: Prometheus metrics, OTLP log events.
 *
 * <p>In: findings. Out: metrics in the registry that was handed in, events at the configured
 * endpoint.
 */
@NullMarked
package io.faultlore.engine.report;

import org.jspecify.annotations.NullMarked;
