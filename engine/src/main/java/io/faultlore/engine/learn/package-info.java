/**
 * Small supervised learners on rows of numbers.
 *
 * <p>In: rows and targets. Out: models that score a row. No room's vocabulary is known here.
 */
@NullMarked
package io.faultlore.engine.learn;

import org.jspecify.annotations.NullMarked;
