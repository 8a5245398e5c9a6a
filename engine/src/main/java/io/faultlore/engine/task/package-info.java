/**
 * What the heads conclude: findings with their evidence.
 *
 * <p>In: slices, steps, runs and what memory recalls. Out: {@link
 * io.faultlore.engine.task.Finding}s.
 */
@NullMarked
package io.faultlore.engine.task;

import org.jspecify.annotations.NullMarked;
