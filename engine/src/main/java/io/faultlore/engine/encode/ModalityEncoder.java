package io.faultlore.engine.encode;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;

/**
 * Says how one modality of a service differs from its usual minutes: one encoder of RuntimeSlicer.
 */
interface ModalityEncoder {
  /** Whether the service sends this modality, or ever did in its usual minutes. */
  boolean isKnown(String service, Pane window, Baselines usual);

  /**
   * Collects what differs. That the service is silent while others are not is a deviation; where
   * the modality was not recorded at all, nothing is known to differ.
   */
  Deviations read(String service, Pane window, Baselines usual);
}
