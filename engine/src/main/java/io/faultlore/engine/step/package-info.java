/**
 * Agent telemetry of any dialect, normalised.
 *
 * <p>In: spans and log records. Out: steps, hand-offs and runs, as {@link
 * io.faultlore.engine.step.AgentEvent}s. The words for them stand here; the work is done in rooms,
 * each of which knows only those before it: {@code message} reads the JSON in which models and
 * frameworks write content, {@code dialect} what one span says (OpenTelemetry GenAI conventions,
 * OpenInference and what frameworks write beside them), {@code track} puts spans together to runs.
 */
@NullMarked
package io.faultlore.engine.step;

import org.jspecify.annotations.NullMarked;
