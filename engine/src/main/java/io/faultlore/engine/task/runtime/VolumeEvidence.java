package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Requests;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.task.runtime.Evidence.Row;

/** How much a service was asked, and how much of it failed. */
final class VolumeEvidence {
  private VolumeEvidence() {}

  static void read(Requests requests, Row row) {
    if (!requests.known()) {
      return;
    }
    row.asked(requests.count(), requests.expected());
    row.outcomeTold(requests.told());
    row.set(Sign.REQUESTS_LLR, Scale.compress(requests.llr()));
    if (requests.isGone()) {
      row.set(Sign.REQUESTS_GONE, Math.log1p(requests.expected()));
    }
    if (requests.count() > 0) {
      double beyond = requests.failed() - requests.failedExpected();
      row.set(Sign.SERVED_ERROR_LLR, Scale.compress(requests.failedLlr()));
      row.set(Sign.SERVED_ERROR_SHARE, beyond / requests.count());
      row.set(Sign.ORIGIN_LLR, Scale.compress(requests.originsLlr()));
    }
  }
}
