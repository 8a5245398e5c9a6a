package io.faultlore.engine.task.runtime;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.LogBaseline;
import io.faultlore.engine.slice.LogStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Template;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.Map;

/** What a service logged that it usually does not, and what it did not log that it usually does. */
final class LogEvidence {
  private LogEvidence() {}

  static void read(String service, Pane window, Baselines usual, Row row) {
    LogBaseline baseline = usual.logs(service);
    LogStats now = window.of(service).logs();
    double per = usual.logsExpectedPer(service, window);
    if (window.loggedSeconds() == 0 || baseline.minutes() == 0 || per == 0) {
      return;
    }
    readLevels(now, baseline.all(), per, row);
    readTemplates(now, baseline.all(), per, row);
  }

  private static void readLevels(LogStats now, LogStats before, double per, Row row) {
    row.set(Sign.LOG_WARN_LLR, llr(now.warnings(), before.warnings() * per));
    row.set(Sign.LOG_ERROR_LLR, llr(now.errors(), before.errors() * per));
    row.set(Sign.LOG_FAIL_WORD_LLR, llr(now.failWords(), before.failWords() * per));
    row.set(Sign.LOG_RATE_LLR, llr(now.records(), before.records() * per));
  }

  private static void readTemplates(LogStats now, LogStats before, double per, Row row) {
    double fresh = 0;
    double failing = 0;
    for (Map.Entry<Template, Integer> template : now.templates().entrySet()) {
      if (!before.templates().containsKey(template.getKey())) {
        fresh += template.getValue();
        boolean bad = template.getKey().level() >= 2 || template.getKey().failWord();
        failing += bad ? template.getValue() : 0;
      }
    }
    double vanished = 0;
    for (Map.Entry<Template, Integer> template : before.templates().entrySet()) {
      double expected = template.getValue() * per;
      // What was expected less than twice may be absent by chance.
      if (expected >= 2 && !now.templates().containsKey(template.getKey())) {
        vanished += expected;
      }
    }
    row.set(Sign.LOG_NEW, Math.log1p(fresh));
    row.set(Sign.LOG_NEW_FAILING, Math.log1p(failing));
    row.set(Sign.LOG_VANISHED, Math.log1p(vanished));
  }

  private static double llr(long count, double expected) {
    return Scale.compress(Scale.llr((double) count, expected));
  }
}
