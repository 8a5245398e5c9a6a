package io.faultlore.receiver.analyze;

import io.faultlore.engine.EngineConfig;
import io.faultlore.receiver.offline.OfflineEngine;
import io.faultlore.receiver.otlp.CaptureException;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One offline reading of captured telemetry. */
public final class Analysis {
  private final Report report;

  private Analysis(Report report) {
    this.report = report;
  }

  /**
   * Reads the files through the serving engine.
   *
   * @throws IOException when the input is broken or holds no telemetry; the message names the file
   */
  public static Analysis of(List<Path> inputs) throws IOException {
    Report report = new Report();
    try (CapturedFiles captured = CapturedFiles.open(inputs);
        OfflineEngine offline =
            OfflineEngine.open(EngineConfig.defaults(), report::on, event -> {})) {
      for (Optional<CapturedBatch> next = captured.next();
          next.isPresent();
          next = captured.next()) {
        report.read(next.get().decoded(), next.get().place());
        offline.accept(next.get());
      }
      if (report.isEmpty()) {
        throw new CaptureException(
            "no telemetry in "
                + captured.paths()
                + (report.complaint().isEmpty() ? "" : "; " + report.complaint()));
      }
      offline.finish();
      report.read(offline.engine().usage());
    }
    return new Analysis(report);
  }

  public boolean foundFailures() {
    return !report.entries().isEmpty();
  }

  public String text() {
    return ReportText.of(report);
  }

  public String json() {
    return ReportJson.of(report);
  }
}
