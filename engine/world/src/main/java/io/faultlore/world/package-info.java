/**
 * Simulated systems that fail on purpose: the source of training data, of tests and of the demo.
 * They yield signals in simulated time and know the truth about them.
 */
@NullMarked
package io.faultlore.world;

import org.jspecify.annotations.NullMarked;
