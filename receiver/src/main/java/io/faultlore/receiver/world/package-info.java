/**
 * Simulated worlds as data sets: telemetry as a Collector would have written it, with the truth.
 */
@NullMarked
package io.faultlore.receiver.world;

import org.jspecify.annotations.NullMarked;
