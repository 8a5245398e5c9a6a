package io.faultlore.engine.report;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

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

  private static final Pattern ADDRESS =
      Pattern.compile("https?://(\\[[0-9a-fA-F:]+]|[\\w.-]+)(:\\d{1,5})?(/[\\w./-]*)?");

  /** The batch behind waits as long, and the queue takes minutes. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public LogEndpoint {
    if (!ADDRESS.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "the endpoint of log events is '" + url + "', expected http://host:port");
    }
  }

  /** Whether {@link #of} takes it. */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text.replaceFirst("^grpc", "http")).matches();
  }

  /**
   * From one address: {@code http://} and {@code https://} mean OTLP/HTTP, {@code grpc://} and
   * {@code grpcs://} (with TLS) mean OTLP/gRPC.
   *
   * @throws IllegalArgumentException when it is no such address
   */
  public static LogEndpoint of(String address) {
    return address.startsWith("grpc")
        ? new LogEndpoint(address.replaceFirst("^grpc", "http"), Protocol.GRPC)
        : new LogEndpoint(address, Protocol.HTTP);
  }

  LogRecordExporter exporter() {
    return switch (protocol) {
      case GRPC -> OtlpGrpcLogRecordExporter.builder().setEndpoint(url).setTimeout(TIMEOUT).build();
      case HTTP ->
          OtlpHttpLogRecordExporter.builder().setEndpoint(httpUrl()).setTimeout(TIMEOUT).build();
    };
  }

  String httpUrl() {
    String path = URI.create(url).getPath();
    return path.isEmpty() || path.equals("/") ? url.replaceAll("/$", "") + "/v1/logs" : url;
  }
}
