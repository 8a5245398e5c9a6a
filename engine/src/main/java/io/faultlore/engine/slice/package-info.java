/**
 * Event-time windows per service, from all three signals.
 *
 * <p>In: signals in any order within the allowed lateness ({@link Slicer}). Out: panes with every
 * service's statistics, once common event time has passed their end, and what is usual of them
 * ({@link History}).
 */
@NullMarked
package io.faultlore.engine.slice;

import org.jspecify.annotations.NullMarked;
