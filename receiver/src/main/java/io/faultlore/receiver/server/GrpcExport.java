package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.OtlpAnswers;
import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Export call of one signal. The frame is taken off here and not by a gRPC library, because the
 * bytes go to the decoder and the journal as they are, and the answers need exact details.
 */
final class GrpcExport implements HttpService {
  private final SignalKind kind;
  private final ExportService exports;

  GrpcExport(SignalKind kind, ExportService exports) {
    this.kind = kind;
    this.exports = exports;
  }

  static String path(SignalKind kind) {
    return switch (kind) {
      case TRACES -> "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
      case METRICS -> "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
      case LOGS -> "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    };
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String compression = request.headers().get(GrpcFrames.ENCODING);
    if (!isKnown(compression)) {
      exports.refused(Transport.GRPC, request);
      return GrpcFrames.error(
          GrpcCode.UNIMPLEMENTED, "the compression must be gzip or none", new byte[0]);
    }
    return HttpResponse.of(
        exports
            .receive(
                kind,
                Transport.GRPC,
                request,
                GrpcFrames.PREFIX_BYTES,
                (wire, share) -> GrpcFrames.message(wire, share, exports.requestBytesMax()))
            .thenApply(result -> answer(result, kind)));
  }

  private static boolean isKnown(@Nullable String compression) {
    return compression == null || compression.equals("identity") || compression.equals("gzip");
  }

  static HttpResponse answer(ExportResult result, SignalKind kind) {
    return switch (result) {
      case ExportResult.Stored(int rejected, String message) ->
          GrpcFrames.ok(OtlpAnswers.success(kind, Encoding.PROTOBUF, rejected, message));
      case ExportResult.Busy(Duration retryAfter, String reason) ->
          GrpcFrames.error(
              GrpcCode.UNAVAILABLE,
              reason,
              OtlpAnswers.retryableStatus(
                  GrpcCode.UNAVAILABLE.number(), reason, HttpAnswers.wholeSeconds(retryAfter)));
      case ExportResult.Invalid(String message) ->
          GrpcFrames.error(GrpcCode.INVALID_ARGUMENT, message, new byte[0]);
      case ExportResult.TooLarge(String message) ->
          GrpcFrames.error(GrpcCode.RESOURCE_EXHAUSTED, message, new byte[0]);
      case ExportResult.Failed() ->
          GrpcFrames.error(
              GrpcCode.INTERNAL, "an internal error; the server's log has it", new byte[0]);
    };
  }
}
