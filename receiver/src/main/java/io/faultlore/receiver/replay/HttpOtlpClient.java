package io.faultlore.receiver.replay;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.OtlpReplies;
import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * OTLP/HTTP with protobuf bodies; statuses as the OTLP specification tells clients to read them.
 */
record HttpOtlpClient(WebClient client, boolean gzip) implements OtlpClient {
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  @Override
  public CompletableFuture<Reply> send(SignalKind kind, byte[] body) {
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, "/v1/" + kind.word())
            .add(HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf");
    if (gzip) {
      headers.add(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    HttpData content = HttpData.wrap(gzip ? OtlpClient.gzip(body) : body);
    return client
        .execute(HttpRequest.of(headers.build(), content))
        .aggregate()
        .thenApply(HttpOtlpClient::read)
        .exceptionally(OtlpClient::broken);
  }

  static Reply read(AggregatedHttpResponse answer) {
    int status = answer.status().code();
    if (status == 200) {
      return delivered(answer.content().array());
    }
    String reason =
        "HTTP "
            + answer.status()
            + OtlpReplies.statusMessage(answer.content().array())
                .map(message -> ": " + message)
                .orElse("");
    return RETRYABLE.contains(status)
        ? new Reply.Retryable(reason, retryAfter(answer.headers().get(HttpHeaderNames.RETRY_AFTER)))
        : new Reply.Refused(reason);
  }

  static Reply delivered(byte[] response) {
    try {
      OtlpReplies.PartialSuccess partial = OtlpReplies.partialSuccess(response);
      return new Reply.Delivered(partial.rejected(), partial.message());
    } catch (MalformedRequestException e) {
      return new Reply.Refused("not an OTLP receiver: " + e.getMessage());
    }
  }

  /** Whole seconds; a date or anything else leaves the wait to us. */
  private static Duration retryAfter(@Nullable String header) {
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : Duration.ZERO;
  }
}
