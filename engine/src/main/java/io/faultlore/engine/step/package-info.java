/**
 * Agent telemetry of any dialect, normalised.
 *
 * <p>In: spans and log records. Out: steps, hand-offs and runs. Dialects are the OpenTelemetry
 * GenAI conventions, OpenInference and what frameworks write beside them.
 */
@NullMarked
package io.faultlore.engine.step;

import org.jspecify.annotations.NullMarked;
