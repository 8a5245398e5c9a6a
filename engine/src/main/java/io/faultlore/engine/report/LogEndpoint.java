package io.faultlore.engine.report;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * Where log events go.
 *
 * @param url base address of an OTLP receiver, for instance {@code http://127.0.0.1:4318}; {@code
 *     /v1/logs} is added for HTTP when there is no path
 */
public record LogEndpoint(String url, Protocol protocol) {
  /** As {@code OTEL_EXPORTER_OTLP_PROTOCOL} names them. */
  public enum Protocol {
    GRPC,
    HTTP
  }

  /** The batch behind waits as long, and the queue takes minutes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public LogEndpoint {
    URI uri = uri(url);
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "the endpoint of log events is " + url + ", wanted is http(s)://host:port");
    }
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the endpoint of log events is no URL: " + url, e);
    }
  }

  LogRecordExporter exporter() {
    return switch (protocol) {
      case GRPC -> OtlpGrpcLogRecordExporter.builder().setEndpoint(url).setTimeout(TIMEOUT).build();
      case HTTP ->
          OtlpHttpLogRecordExporter.builder().setEndpoint(httpUrl()).setTimeout(TIMEOUT).build();
    };
  }

  String httpUrl() {
    String path = uri(url).getPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? url.replaceAll("/$", "") + "/v1/logs"
        : url;
  }
}
