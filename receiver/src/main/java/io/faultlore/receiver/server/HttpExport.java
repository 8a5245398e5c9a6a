package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.SignalKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP for one signal: {@code POST /v1/...} as protobuf or JSON. */
final class HttpExport implements HttpService {
  private final SignalKind kind;
  private final ExportService exports;

  HttpExport(SignalKind kind, ExportService exports) {
    this.kind = kind;
    this.exports = exports;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    RequestHeaders headers = request.headers();
    Encoding encoding = HttpAnswers.encoding(headers);
    Transport transport =
        encoding == Encoding.PROTOBUF ? Transport.HTTP_PROTO : Transport.HTTP_JSON;
    Optional<HttpResponse> refused = refusedOnHeaders(headers, encoding);
    if (refused.isPresent()) {
      exports.refused(transport, request);
      return refused.get();
    }
    boolean gzip = isGzip(headers.get(HttpHeaderNames.CONTENT_ENCODING));
    return HttpResponse.of(
        exports
            .receive(
                kind,
                transport,
                request,
                0,
                (wire, share) -> gzip ? Bytes.gunzip(wire, share, exports.requestBytesMax()) : wire)
            .thenApply(result -> HttpAnswers.of(result, kind, encoding)));
  }

  private static Optional<HttpResponse> refusedOnHeaders(
      RequestHeaders headers, Encoding encoding) {
    if (headers.method() != HttpMethod.POST) {
      return Optional.of(
          HttpAnswers.error(
              HttpStatus.METHOD_NOT_ALLOWED,
              "only POST is allowed here",
              encoding,
              HttpHeaders.of(HttpHeaderNames.ALLOW, "POST")));
    }
    if (!HttpAnswers.isOtlp(headers.contentType())) {
      return Optional.of(
          HttpAnswers.error(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "the content type must be application/x-protobuf or application/json",
              encoding,
              HttpHeaders.of()));
    }
    String compression = headers.get(HttpHeaderNames.CONTENT_ENCODING);
    if (!isGzip(compression) && !isNone(compression)) {
      return Optional.of(
          HttpAnswers.error(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "the content encoding must be gzip or none",
              encoding,
              HttpHeaders.of(HttpHeaderNames.ACCEPT_ENCODING, "gzip")));
    }
    return Optional.empty();
  }

  private static boolean isGzip(@Nullable String compression) {
    return "gzip".equalsIgnoreCase(compression) || "x-gzip".equalsIgnoreCase(compression);
  }

  private static boolean isNone(@Nullable String compression) {
    return compression == null || compression.isBlank() || "identity".equalsIgnoreCase(compression);
  }
}
