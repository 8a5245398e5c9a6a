package io.faultlore.receiver.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.faultlore.receiver.otlp.SignalKind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Sends a payload over one of the three transports and puts the answer into common words. */
final class OtlpClient {
  private final Transport transport;
  private final WebClient web;

  /** What the answer means. */
  enum Code {
    OK(200, 0),
    INVALID(400, 3),
    TOO_LARGE(413, 8),
    BUSY(503, 14),
    METHOD(405, -405),
    TYPE(415, -415),
    COMPRESSION(415, 12),
    NOT_FOUND(404, 12);

    final int http;
    final int grpc;

    Code(int http, int grpc) {
      this.http = http;
      this.grpc = grpc;
    }
  }

  /**
   * An answer.
   *
   * @param code HTTP status, or gRPC status, or minus the HTTP status when gRPC was not reached
   * @param rejected -1 when partial success is unset
   */
  record Answer(
      int code,
      long rejected,
      String message,
      Optional<Duration> retryAfter,
      HttpHeaders headers) {}

  OtlpClient(Transport transport, TestServer server) {
    this.transport = transport;
    this.web =
        transport == Transport.GRPC
            ? client("h2c://127.0.0.1:" + server.server.grpcAddress().getPort())
            : client("http://127.0.0.1:" + server.server.httpAddress().getPort());
  }

  private static WebClient client(String url) {
    return WebClient.builder(url)
        .factory(ClientFactory.ofDefault())
        .maxResponseLength(0)
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  int expected(Code code) {
    return transport == Transport.GRPC ? code.grpc : code.http;
  }

  byte[] body(Payload payload) {
    return transport == Transport.HTTP_JSON ? payload.json() : payload.protobuf();
  }

  Answer send(Payload payload) throws IOException {
    return send(payload.kind(), body(payload), "");
  }

  Answer sendZipped(Payload payload) throws IOException {
    return send(payload.kind(), gzip(body(payload)), "gzip");
  }

  /** Sends a body that is compressed already. */
  Answer send(SignalKind kind, byte[] body, String compression) throws IOException {
    if (transport == Transport.GRPC) {
      return grpc(HttpMethod.POST, GrpcExport.path(kind), "application/grpc", body, compression);
    }
    String type = transport == Transport.HTTP_JSON ? "application/json" : "application/x-protobuf";
    return http(HttpMethod.POST, "/v1/" + kind.word(), type, body, compression);
  }

  /** Posts JSON to any path. */
  Answer json(String path, byte[] body) throws IOException {
    return http(HttpMethod.POST, path, "application/json", body, "");
  }

  /** Sends something that OTLP does not know. */
  Answer odd(HttpMethod method, String path, String type) throws IOException {
    return transport == Transport.GRPC
        ? grpc(method, path, type, new byte[0], "")
        : http(method, path, type, new byte[0], "");
  }

  /** The bytes of the health service's answer. */
  List<Integer> health() {
    RequestHeaders headers =
        RequestHeaders.builder(HttpMethod.POST, GrpcServices.HEALTH_PATH)
            .set("content-type", "application/grpc")
            .build();
    byte[] answer =
        web.execute(headers, HttpData.wrap(new byte[5])).aggregate().join().content().array();
    return List.of((int) answer[5], (int) answer[6]);
  }

  static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  private Answer grpc(HttpMethod method, String path, String type, byte[] body, String compression)
      throws IOException {
    RequestHeadersBuilder headers =
        RequestHeaders.builder(method, path).set("content-type", type).set("te", "trailers");
    if (!compression.isEmpty()) {
      headers.set("grpc-encoding", compression);
    }
    byte[] frame =
        ByteBuffer.allocate(5 + body.length)
            .put((byte) (compression.isEmpty() ? 0 : 1))
            .putInt(body.length)
            .put(body)
            .array();
    AggregatedHttpResponse response =
        web.execute(headers.build(), HttpData.wrap(frame)).aggregate().join();
    if (response.status().code() != 200) {
      return new Answer(-response.status().code(), -1, "", Optional.empty(), response.headers());
    }
    HttpHeaders status =
        response.headers().contains("grpc-status") ? response.headers() : response.trailers();
    int code = status.getInt("grpc-status", -1);
    if (code == 0) {
      byte[] answer = response.content().array();
      return success(Arrays.copyOfRange(answer, 5, answer.length), response.headers());
    }
    Optional<Duration> retry = Optional.empty();
    String details = status.get("grpc-status-details-bin");
    if (details != null) {
      Status decoded = Status.parseFrom(Base64.getDecoder().decode(details));
      RetryInfo info = decoded.getDetails(0).unpack(RetryInfo.class);
      retry = Optional.of(Duration.ofSeconds(info.getRetryDelay().getSeconds()));
    }
    return new Answer(code, -1, status.get("grpc-message", ""), retry, status);
  }

  private Answer http(HttpMethod method, String path, String type, byte[] body, String compression)
      throws IOException {
    RequestHeadersBuilder headers = RequestHeaders.builder(method, path);
    if (!type.isEmpty()) {
      headers.set("content-type", type);
    }
    if (!compression.isEmpty()) {
      headers.set("content-encoding", compression);
    }
    AggregatedHttpResponse response =
        web.execute(headers.build(), HttpData.wrap(body)).aggregate().join();
    boolean json = String.valueOf(response.contentType()).startsWith("application/json");
    byte[] content = response.content().array();
    if (response.status().code() == 200) {
      return json
          ? new Answer(
              200,
              Long.parseLong(field("rejectedSpans", response.contentUtf8()).orElse("-1")),
              field("errorMessage", response.contentUtf8()).orElse(""),
              Optional.empty(),
              response.headers())
          : success(content, response.headers());
    }
    String message =
        json
            ? field("message", response.contentUtf8()).orElseThrow()
            : Status.parseFrom(content).getMessage();
    Optional<Duration> retry =
        Optional.ofNullable(response.headers().get("retry-after"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    return new Answer(response.status().code(), -1, message, retry, response.headers());
  }

  private Answer success(byte[] content, HttpHeaders headers)
      throws InvalidProtocolBufferException {
    ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(content);
    return new Answer(
        expected(Code.OK),
        response.hasPartialSuccess() ? response.getPartialSuccess().getRejectedSpans() : -1,
        response.getPartialSuccess().getErrorMessage(),
        Optional.empty(),
        headers);
  }

  private static Optional<String> field(String name, String json) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
