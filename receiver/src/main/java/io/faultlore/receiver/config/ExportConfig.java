package io.faultlore.receiver.config;

import io.faultlore.engine.report.LogEndpoint;

/**
 * Where findings go besides {@code /metrics}.
 *
 * @param otlpLogsEndpoint OTLP address for log events: {@code http://127.0.0.1:4318} for HTTP,
 *     {@code grpc://127.0.0.1:4317} for gRPC; empty for none
 */
public record ExportConfig(String otlpLogsEndpoint) {
  public ExportConfig {
    if (!otlpLogsEndpoint.isEmpty() && !LogEndpoint.isAddress(otlpLogsEndpoint)) {
      throw new IllegalArgumentException(
          "otlpLogsEndpoint is '"
              + otlpLogsEndpoint
              + "', expected http://host:port or grpc://host:port");
    }
  }

  public static ExportConfig defaults() {
    return new ExportConfig("");
  }
}
