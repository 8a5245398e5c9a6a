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
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

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
    Transport transport = transport(encoding);
    Optional<HttpResponse> refused = refusedOnHeaders(headers, encoding);
    if (refused.isPresent()) {
      exports.refused(transport, request);
      return refused.get();
    }
    Compression compression = compression(headers).orElseThrow();
    return HttpResponse.of(
        exports
            .receive(
                kind,
                transport,
                request,
                0,
                (wire, share) -> Bytes.unpack(compression, wire, share, exports.requestBytesMax()))
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
    if (compression(headers).isEmpty()) {
      return Optional.of(
          HttpAnswers.error(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "the content encoding must be gzip, deflate or none",
              encoding,
              HttpHeaders.of(HttpHeaderNames.ACCEPT_ENCODING, "gzip, deflate")));
    }
    return Optional.empty();
  }

  private static Optional<Compression> compression(RequestHeaders headers) {
    return Compression.of(headers.get(HttpHeaderNames.CONTENT_ENCODING));
  }

  /** The answer to a path that OTLP does not have: senders often lengthen a path that is whole. */
  static HttpService elsewhere(ExportService exports) {
    return (context, request) -> {
      Encoding encoding = HttpAnswers.encoding(request.headers());
      exports.refused(transport(encoding), request);
      return HttpAnswers.error(
          HttpStatus.NOT_FOUND,
          "no such path; OTLP goes to "
              + Arrays.stream(SignalKind.values())
                  .map(HttpExport::path)
                  .collect(Collectors.joining(", ")),
          encoding,
          HttpHeaders.of());
    };
  }

  static String path(SignalKind kind) {
    return "/v1/" + kind.word();
  }

  private static Transport transport(Encoding encoding) {
    return encoding == Encoding.PROTOBUF ? Transport.HTTP_PROTO : Transport.HTTP_JSON;
  }
}
