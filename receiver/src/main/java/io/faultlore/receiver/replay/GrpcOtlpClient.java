package io.faultlore.receiver.replay;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.faultlore.receiver.otlp.OtlpReplies;
import io.faultlore.receiver.otlp.SignalKind;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * OTLP/gRPC, unary calls framed by hand: a body that is encoded already needs no stub, and the
 * trailers with the retry delay stay in view (gRPC over HTTP/2).
 */
record GrpcOtlpClient(WebClient client, boolean gzip) implements OtlpClient {
  private static final int FRAME_HEADER_BYTES = 5;
  private static final int OK = 0;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;
  private static final int UNKNOWN = 2;

  /** CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS. */
  private static final Set<Integer> RETRYABLE = Set.of(1, 4, 10, 11, UNAVAILABLE, 15);

  private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

  @Override
  public CompletableFuture<Reply> send(SignalKind kind, byte[] body) {
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, path(kind))
            .add(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
            .add(HttpHeaderNames.TE, "trailers");
    if (gzip) {
      headers.add("grpc-encoding", "gzip");
    }
    return client
        .execute(HttpRequest.of(headers.build(), frame(gzip ? OtlpClient.gzip(body) : body)))
        .aggregate()
        .thenApply(GrpcOtlpClient::read)
        .exceptionally(OtlpClient::broken);
  }

  private static String path(SignalKind kind) {
    return switch (kind) {
      case TRACES -> "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
      case METRICS -> "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
      case LOGS -> "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    };
  }

  private HttpData frame(byte[] message) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + message.length);
    frame.put((byte) (gzip ? 1 : 0)).putInt(message.length).put(message);
    return HttpData.wrap(frame.array());
  }

  static Reply read(AggregatedHttpResponse answer) {
    int code = code(answer);
    if (code == OK) {
      byte[] content = answer.content().array();
      return HttpOtlpClient.delivered(
          Arrays.copyOfRange(
              content, Math.min(FRAME_HEADER_BYTES, content.length), content.length));
    }
    Optional<byte[]> details =
        trailer(answer, "grpc-status-details-bin").flatMap(GrpcOtlpClient::base64);
    Optional<Duration> delay = details.flatMap(OtlpReplies::retryDelay);
    String reason =
        "gRPC status "
            + code
            + trailer(answer, "grpc-message").map(text -> ": " + unescape(text)).orElse("");
    boolean retryable =
        RETRYABLE.contains(code) || (code == RESOURCE_EXHAUSTED && delay.isPresent());
    return retryable
        ? new Reply.Retryable(reason, delay.orElse(Duration.ZERO))
        : new Reply.Refused(reason);
  }

  /** The status, or what gRPC derives from HTTP when something in between answered. */
  private static int code(AggregatedHttpResponse answer) {
    Optional<String> status = trailer(answer, "grpc-status");
    if (status.isPresent() && status.get().matches("\\d{1,3}")) {
      return Integer.parseInt(status.get());
    }
    return RETRYABLE_HTTP.contains(answer.status().code()) ? UNAVAILABLE : UNKNOWN;
  }

  /** An error may come as headers only, without a body and trailers. */
  private static Optional<String> trailer(AggregatedHttpResponse answer, String name) {
    @Nullable String trailer = answer.trailers().get(name);
    return Optional.ofNullable(trailer == null ? answer.headers().get(name) : trailer);
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String unescape(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return message;
    }
  }
}
