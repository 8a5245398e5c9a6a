package io.faultlore.receiver.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.OtlpAnswers;
import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers of OTLP over HTTP: an Export response, or a {@code google.rpc.Status} in the request's
 * encoding. Mistakes that Armeria finds itself are answered in the same form.
 */
final class HttpAnswers implements ServerErrorHandler {
  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

  /** Whether the type, whatever its parameters, is one of the two that OTLP knows. */
  static boolean isOtlp(@Nullable MediaType type) {
    return type != null && (type.is(PROTOBUF) || type.is(MediaType.JSON));
  }

  /** The encoding to answer in; JSON, which people can read, when the request names neither. */
  static Encoding encoding(RequestHeaders headers) {
    MediaType type = headers.contentType();
    return type != null && type.is(PROTOBUF) ? Encoding.PROTOBUF : Encoding.JSON;
  }

  static HttpResponse of(ExportResult result, SignalKind kind, Encoding encoding) {
    return switch (result) {
      case ExportResult.Stored(int rejected, String message) ->
          HttpResponse.of(
              HttpStatus.OK,
              type(encoding),
              OtlpAnswers.success(kind, encoding, rejected, message));
      case ExportResult.Busy(Duration retryAfter, String reason) ->
          error(
              HttpStatus.SERVICE_UNAVAILABLE,
              reason,
              encoding,
              HttpHeaders.of(HttpHeaderNames.RETRY_AFTER, wholeSeconds(retryAfter)));
      case ExportResult.Invalid(String message) ->
          error(HttpStatus.BAD_REQUEST, message, encoding, HttpHeaders.of());
      case ExportResult.TooLarge(String message) ->
          error(HttpStatus.REQUEST_ENTITY_TOO_LARGE, message, encoding, HttpHeaders.of());
      case ExportResult.Failed() ->
          error(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "an internal error; the server's log has it",
              encoding,
              HttpHeaders.of());
    };
  }

  static HttpResponse error(
      HttpStatus status, String message, Encoding encoding, HttpHeaders extra) {
    return aggregatedError(status, message, encoding, extra).toHttpResponse();
  }

  private static AggregatedHttpResponse aggregatedError(
      HttpStatus status, String message, Encoding encoding, HttpHeaders extra) {
    byte[] body = OtlpAnswers.status(encoding, code(status).number(), message);
    return AggregatedHttpResponse.of(
        ResponseHeaders.builder(status).contentType(type(encoding)).add(extra).build(),
        HttpData.wrap(body));
  }

  /** Rounded up: clients ignore parts of a second, and 0 means no delay. */
  static long wholeSeconds(Duration delay) {
    return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
  }

  private static MediaType type(Encoding encoding) {
    return switch (encoding) {
      case PROTOBUF -> PROTOBUF;
      case JSON -> MediaType.JSON;
    };
  }

  private static GrpcCode code(HttpStatus status) {
    return switch (status.code()) {
      case 404 -> GrpcCode.NOT_FOUND;
      case 405 -> GrpcCode.UNIMPLEMENTED;
      case 413 -> GrpcCode.RESOURCE_EXHAUSTED;
      case 503 -> GrpcCode.UNAVAILABLE;
      case 500 -> GrpcCode.INTERNAL;
      default -> status.isClientError() ? GrpcCode.INVALID_ARGUMENT : GrpcCode.UNKNOWN;
    };
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    ExportResult result = ExportService.failure(cause);
    return of(result, SignalKind.TRACES, encoding(context.request().headers()));
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return aggregatedError(
        status,
        status.reasonPhrase(),
        headers == null ? Encoding.JSON : encoding(headers),
        HttpHeaders.of());
  }
}
