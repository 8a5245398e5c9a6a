/**
 * What the labelled runs of a system teach. In: labelled cases. Out: the heads that judge its other
 * runs.
 */
@NullMarked
package io.faultlore.engine.task.agent.learned;

import org.jspecify.annotations.NullMarked;
