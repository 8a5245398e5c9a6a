package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;
import io.faultlore.engine.task.runtime.Evidence.Row;

/** How much a service was asked, and how much of it failed. */
final class VolumeEvidence {
  private VolumeEvidence() {}

  static void read(String service, Pane window, Baselines usual, Row row) {
    TraceBaseline baseline = usual.traces(service);
    if (window.tracedSeconds() == 0 || baseline.seconds() == 0) {
      return;
    }
    TraceStats now = window.of(service).traces();
    TraceStats before = baseline.all();
    double expected = before.requests() / baseline.seconds() * window.tracedSeconds();
    row.asked(now.requests(), expected);
    row.outcomeTold(now.toldRequests() + before.toldRequests() > 0);
    double kept = window.keptShare(); // weighted counts are no surer than what was counted
    row.set(Sign.REQUESTS_LLR, llr(now.requests() * kept, expected * kept));
    if (now.requests() == 0 && expected * kept >= 5) {
      row.set(Sign.REQUESTS_GONE, Math.log1p(expected));
    }
    if (now.requests() > 0) {
      double per = before.requests() == 0 ? 0 : (double) now.requests() / before.requests();
      row.set(Sign.SERVED_ERROR_LLR, llr((double) now.errors(), before.errors() * per));
      row.set(Sign.SERVED_ERROR_SHARE, (now.errors() - before.errors() * per) / now.requests());
      row.set(Sign.ORIGIN_LLR, llr(now.errorOrigins() * kept, before.errorOrigins() * per * kept));
    }
  }

  private static double llr(double count, double expected) {
    return Scale.compress(Scale.llr(count, expected));
  }
}
