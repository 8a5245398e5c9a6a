/**
 * What a run shows, step by step. In: steps. Out: rows of numbers and words, and what rules make of
 * them.
 */
@NullMarked
package io.faultlore.engine.task.agent.evidence;

import org.jspecify.annotations.NullMarked;
