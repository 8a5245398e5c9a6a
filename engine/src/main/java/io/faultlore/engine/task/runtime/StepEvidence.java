package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.read.Succession;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.StepKey;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.HashMap;
import java.util.Map;

/**
 * Where work went another way than usual. A deviation after a call of another service is charged to
 * that service as well: it may have answered differently.
 */
final class StepEvidence {
  private final Map<String, double[]> blamed = new HashMap<>();

  private StepEvidence() {}

  static void read(Reading reading, Map<String, Row> rows) {
    StepEvidence evidence = new StepEvidence();
    rows.forEach((service, row) -> evidence.readService(reading.of(service), row));
    evidence.blamed.forEach(
        (service, sumAndMax) -> {
          Row row = rows.get(service);
          if (row != null) {
            row.set(Sign.STEP_BLAMED, Scale.compress(sumAndMax[0]));
            row.set(Sign.STEP_BLAMED_MAX, Scale.compress(sumAndMax[1]));
          }
        });
  }

  private void readService(ServiceReading reading, Row row) {
    double own = 0;
    double call = 0;
    double start = 0;
    for (Succession succession : reading.successions()) {
      double oddness = succession.oddness();
      String callee = succession.key().callee();
      if (succession.isStart()) {
        start += oddness;
        continue;
      }
      if (callee.isEmpty()) {
        own += oddness;
        row.raise(Sign.STEP_OWN_MAX, Scale.compress(oddness));
      } else {
        call += oddness;
        row.raise(Sign.STEP_CALL_MAX, Scale.compress(oddness));
        blame(callee, oddness);
      }
      double sure = succession.sureness();
      double ends = succession.share(StepKey.END) - succession.usualShare(StepKey.END);
      row.raise(Sign.STEP_VARIATION, succession.variation() * sure);
      row.raise(Sign.STEP_UNSEEN, succession.unseen() * sure);
      row.raise(Sign.STEP_END_EARLY, ends * sure);
    }
    row.set(Sign.STEP_OWN, Scale.compress(own));
    row.set(Sign.STEP_CALL, Scale.compress(call));
    row.set(Sign.STEP_START, Scale.compress(start));
  }

  private void blame(String callee, double oddness) {
    double[] sumAndMax = blamed.computeIfAbsent(callee, k -> new double[2]);
    sumAndMax[0] += oddness;
    sumAndMax[1] = Math.max(sumAndMax[1], oddness);
  }
}
