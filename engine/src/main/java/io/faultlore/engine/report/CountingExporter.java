package io.faultlore.engine.report;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.function.IntConsumer;

/** Tells how many records left and how many were lost. */
record CountingExporter(LogRecordExporter exporter, IntConsumer sent, IntConsumer lost)
    implements LogRecordExporter {
  @Override
  public CompletableResultCode export(Collection<LogRecordData> logs) {
    int n = logs.size();
    CompletableResultCode result = exporter.export(logs);
    result.whenComplete(() -> (result.isSuccess() ? sent : lost).accept(n));
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
