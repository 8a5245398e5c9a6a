/**
 * Telemetry as the engine sees it: metric points, spans and log records, each with its resource.
 *
 * <p>In: nothing. Out: immutable records that every other room may hold. Only {@code java.*} is
 * used here.
 */
@NullMarked
package io.faultlore.engine.signal;

import org.jspecify.annotations.NullMarked;
