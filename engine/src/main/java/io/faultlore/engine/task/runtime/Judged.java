package io.faultlore.engine.task.runtime;

import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.runtime.Evidence.Row;

/**
 * One service in one window.
 *
 * @param unseen whether the window holds nothing of what the service usually does, so that it can
 *     be called neither well nor failing
 * @param before windows before it that were needed, too, to be sure
 */
record Judged(
    String service, Row row, Strength strength, boolean unseen, int before, SliceVerdict verdict) {
  boolean isAnomalous() {
    return verdict.score() >= 1;
  }
}
