/**
 * Event-time windows per service, from all three signals.
 *
 * <p>In: signals in any order within the allowed lateness. Out: one {@code Slice} per service and
 * window, once the watermark has passed the window's end.
 */
@NullMarked
package io.faultlore.engine.slice;

import org.jspecify.annotations.NullMarked;
