/**
 * Agent telemetry of any dialect, normalised.
 *
 * <p>In: spans and log records. Out: steps, hand-offs and runs by the eight rules of genai.md.
 */
@NullMarked
package io.faultlore.engine.step;

import org.jspecify.annotations.NullMarked;
