package io.faultlore.receiver.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads what a receiver answers; the other side of the answers that we write. */
public final class OtlpReplies {
  private OtlpReplies() {}

  /** What a receiver says about a request that it took. */
  public record PartialSuccess(long rejected, String message) {}

  /**
   * Reads the Export response of any signal: the three are alike, field by field.
   *
   * @throws MalformedRequestException when it is none
   */
  public static PartialSuccess partialSuccess(byte[] response) throws MalformedRequestException {
    try {
      ExportTracePartialSuccess partial =
          ExportTraceServiceResponse.parseFrom(response).getPartialSuccess();
      return new PartialSuccess(partial.getRejectedSpans(), partial.getErrorMessage());
    } catch (InvalidProtocolBufferException broken) {
      throw new MalformedRequestException("the answer is no Export response", broken);
    }
  }

  /** The message of a {@code google.rpc.Status}; empty when the bytes are none or say nothing. */
  public static Optional<String> statusMessage(byte[] status) {
    return status(status).map(Status::getMessage).filter(message -> !message.isBlank());
  }

  /** The delay of the {@code RetryInfo} in a {@code google.rpc.Status}. */
  public static Optional<Duration> retryDelay(byte[] status) {
    return status(status).stream()
        .flatMap(parsed -> parsed.getDetailsList().stream())
        .filter(detail -> detail.is(RetryInfo.class))
        .flatMap(detail -> delay(detail).stream())
        .findFirst();
  }

  private static Optional<Duration> delay(Any detail) {
    try {
      com.google.protobuf.Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
      return Optional.of(Duration.ofSeconds(delay.getSeconds(), delay.getNanos()));
    } catch (InvalidProtocolBufferException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Status> status(byte[] bytes) {
    try {
      return Optional.of(Status.parseFrom(bytes));
    } catch (InvalidProtocolBufferException notAStatus) {
      return Optional.empty();
    }
  }
}
