package io.faultlore.receiver.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where findings go besides {@code /metrics}.
 *
 * @param otlpLogsEndpoint OTLP/HTTP address for log events, for instance {@code
 *     http://127.0.0.1:4318/v1/logs}; empty for none
 */
public record ExportConfig(String otlpLogsEndpoint) {
  public ExportConfig {
    if (!otlpLogsEndpoint.isEmpty() && !isHttp(otlpLogsEndpoint)) {
      throw new IllegalArgumentException(
          "otlpLogsEndpoint is '" + otlpLogsEndpoint + "', expected http://host:port/v1/logs");
    }
  }

  public static ExportConfig defaults() {
    return new ExportConfig("");
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
