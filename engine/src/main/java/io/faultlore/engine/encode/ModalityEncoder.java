package io.faultlore.engine.encode;

import io.faultlore.engine.read.ServiceReading;

/**
 * Says how one modality of a service differs from its usual minutes: one encoder of RuntimeSlicer.
 */
interface ModalityEncoder {
  /**
   * Collects what differs. That the service is silent while others are not is a deviation; where
   * the modality was not recorded at all, nothing is known to differ.
   */
  Deviations read(ServiceReading reading);
}
