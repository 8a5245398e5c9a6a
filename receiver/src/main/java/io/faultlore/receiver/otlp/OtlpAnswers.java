package io.faultlore.receiver.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bodies of answers: Export responses and {@code google.rpc.Status}. */
public final class OtlpAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  private OtlpAnswers() {}

  /**
   * The Export response: {@code partial_success} stays unset when there is no message; with a
   * message and no rejected records it is a warning.
   */
  public static byte[] success(SignalKind kind, Encoding encoding, long rejected, String message) {
    return switch (encoding) {
      case PROTOBUF -> response(kind, rejected, message).toByteArray();
      case JSON -> json(out -> writeSuccess(out, kind, rejected, message));
    };
  }

  /** A {@code google.rpc.Status} as the body of an HTTP error; the code is that of gRPC. */
  public static byte[] status(Encoding encoding, int code, String message) {
    return switch (encoding) {
      case PROTOBUF -> Status.newBuilder().setCode(code).setMessage(message).build().toByteArray();
      case JSON ->
          json(
              out -> {
                out.writeNumberField("code", code);
                out.writeStringField("message", message);
              });
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

  private static MessageLite response(SignalKind kind, long rejected, String message) {
    boolean full = message.isEmpty() && rejected == 0;
    return switch (kind) {
      case TRACES ->
          full
              ? ExportTraceServiceResponse.getDefaultInstance()
              : ExportTraceServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportTracePartialSuccess.newBuilder()
                          .setRejectedSpans(rejected)
                          .setErrorMessage(message))
                  .build();
      case METRICS ->
          full
              ? ExportMetricsServiceResponse.getDefaultInstance()
              : ExportMetricsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportMetricsPartialSuccess.newBuilder()
                          .setRejectedDataPoints(rejected)
                          .setErrorMessage(message))
                  .build();
      case LOGS ->
          full
              ? ExportLogsServiceResponse.getDefaultInstance()
              : ExportLogsServiceResponse.newBuilder()
                  .setPartialSuccess(
                      ExportLogsPartialSuccess.newBuilder()
                          .setRejectedLogRecords(rejected)
                          .setErrorMessage(message))
                  .build();
    };
  }

  private static void writeSuccess(
      JsonGenerator out, SignalKind kind, long rejected, String message) throws IOException {
    if (message.isEmpty() && rejected == 0) {
      return;
    }
    String field =
        switch (kind) {
          case TRACES -> "rejectedSpans";
          case METRICS -> "rejectedDataPoints";
          case LOGS -> "rejectedLogRecords";
        };
    out.writeObjectFieldStart("partialSuccess");
    out.writeStringField(field, Long.toString(rejected));
    out.writeStringField("errorMessage", message);
    out.writeEndObject();
  }

  /** Writes the fields of one object. */
  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  private static byte[] json(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
    return bytes.toByteArray();
  }
}
