/**
 * A captured data set is replayed through the serving engine in simulated time and its findings are
 * written down for scoring.
 */
@NullMarked
package io.faultlore.receiver.evaluate;

import org.jspecify.annotations.NullMarked;
