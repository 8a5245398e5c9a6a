/**
 * Spans of a run as they arrive, in any order. In: signals. Out: {@link
 * io.faultlore.engine.step.AgentEvent}s.
 */
@NullMarked
package io.faultlore.engine.step.track;

import org.jspecify.annotations.NullMarked;
