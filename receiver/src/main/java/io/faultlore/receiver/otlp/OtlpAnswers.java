package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;

/** The bodies of answers: Export responses and {@code google.rpc.Status}. */
public final class OtlpAnswers {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OtlpAnswers() {}

  /**
   * The Export response: {@code partial_success} stays unset when there is no message; with a
   * message and no rejected records it is a warning.
   */
  public static byte[] success(SignalKind kind, Encoding encoding, long rejected, String message) {
    boolean full = message.isEmpty() && rejected == 0;
    return switch (encoding) {
      case PROTOBUF -> full ? new byte[0] : partial(rejected, message);
      case JSON -> full ? bytes(NODES.objectNode()) : bytes(partial(kind, rejected, message));
    };
  }

  /** The responses of the three signals are alike, field by field. */
  private static byte[] partial(long rejected, String message) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }

  /** In JSON they differ in a field's name. */
  private static ObjectNode partial(SignalKind kind, long rejected, String message) {
    String field =
        switch (kind) {
          case TRACES -> "rejectedSpans";
          case METRICS -> "rejectedDataPoints";
          case LOGS -> "rejectedLogRecords";
        };
    ObjectNode json = NODES.objectNode();
    json.putObject("partialSuccess")
        .put(field, Long.toString(rejected))
        .put("errorMessage", message);
    return json;
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A {@code google.rpc.Status} as the body of an HTTP error; the code is that of gRPC. */
  public static byte[] status(Encoding encoding, int code, String message) {
    return switch (encoding) {
      case PROTOBUF -> Status.newBuilder().setCode(code).setMessage(message).build().toByteArray();
      case JSON -> bytes(NODES.objectNode().put("code", code).put("message", message));
    };
  }

  /** The {@code grpc-status-details-bin} of a refusal that the client shall retry. */
  public static byte[] retryableStatus(int code, String message, long retryAfterSeconds) {
    RetryInfo retry =
        RetryInfo.newBuilder()
            .setRetryDelay(Duration.newBuilder().setSeconds(retryAfterSeconds))
            .build();
    return Status.newBuilder()
        .setCode(code)
        .setMessage(message)
        .addDetails(Any.pack(retry))
        .build()
        .toByteArray();
  }
}
