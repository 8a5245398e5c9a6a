/**
 * What a window shows beside the usual minutes of its services: each comparison is made once.
 *
 * <p>In: a window, and baselines. Out: a {@link io.faultlore.engine.read.Reading}, of which signs,
 * state vectors and sentences are views: they choose, weigh and phrase what it holds, and it holds
 * nothing for the name of a service or a metric.
 */
@NullMarked
package io.faultlore.engine.read;

import org.jspecify.annotations.NullMarked;
