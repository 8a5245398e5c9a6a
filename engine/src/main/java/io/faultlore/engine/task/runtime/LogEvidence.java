package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Logged;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.task.runtime.Evidence.Row;

/** What a service logged that it usually does not, and what it did not log that it usually does. */
final class LogEvidence {
  private LogEvidence() {}

  static void read(ServiceReading reading, Row row) {
    double fresh = 0;
    double failing = 0;
    double vanished = 0;
    for (Logged one : reading.logged()) {
      switch (one) {
        case Logged.Level level -> row.set(sign(level.kind()), Scale.compress(level.llr()));
        case Logged.Text text -> {
          fresh += text.isNew() ? text.count() : 0;
          failing += text.isNew() && text.isBad() ? text.count() : 0;
          vanished += text.isVanished() ? text.expected() : 0;
        }
      }
    }
    row.set(Sign.LOG_NEW, Math.log1p(fresh));
    row.set(Sign.LOG_NEW_FAILING, Math.log1p(failing));
    row.set(Sign.LOG_VANISHED, Math.log1p(vanished));
  }

  private static Sign sign(Logged.Kind kind) {
    return switch (kind) {
      case RECORDS -> Sign.LOG_RATE_LLR;
      case WARNINGS -> Sign.LOG_WARN_LLR;
      case ERRORS -> Sign.LOG_ERROR_LLR;
      case FAIL_WORDS -> Sign.LOG_FAIL_WORD_LLR;
    };
  }
}
