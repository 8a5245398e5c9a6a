package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.faultlore.receiver.otlp.SignalKind;

/** What the gRPC port answers beside the Export calls. */
final class GrpcServices {
  static final String HEALTH_PATH = "/grpc.health.v1.Health/Check";

  /** {@code HealthCheckResponse}: field 1, SERVING or NOT_SERVING. */
  private static final byte[] SERVING = {8, 1};

  private static final byte[] NOT_SERVING = {8, 2};

  private GrpcServices() {}

  /** The whole server serves or does not; the name of a service in the request is not looked at. */
  static HttpService health(Health health, ByteBudget budget) {
    return (context, request) -> {
      BodyReader.discard(request, budget);
      return GrpcFrames.ok(health.isHealthy() && health.isReady() ? SERVING : NOT_SERVING);
    };
  }

  /** Any other service. OTel Arrow exporters fall back to OTLP on this answer. */
  static HttpService unimplemented(ByteBudget budget) {
    return (context, request) -> {
      BodyReader.discard(request, budget);
      return GrpcFrames.error(GrpcCode.UNIMPLEMENTED, "no such service or method", new byte[0]);
    };
  }

  /** Refuses what is not gRPC, before any service sees it. */
  static HttpService grpcOnly(HttpService delegate, ByteBudget budget) {
    return new SimpleDecoratingHttpService(delegate) {
      @Override
      public HttpResponse serve(ServiceRequestContext context, HttpRequest request)
          throws Exception {
        boolean post = request.method() == HttpMethod.POST;
        if (post && GrpcFrames.isGrpc(request.headers().contentType())) {
          return unwrap().serve(context, request);
        }
        BodyReader.discard(request, budget);
        return HttpResponse.of(
            post ? HttpStatus.UNSUPPORTED_MEDIA_TYPE : HttpStatus.METHOD_NOT_ALLOWED);
      }
    };
  }

  /** Mistakes that Armeria finds, in gRPC's form where there is a request to answer. */
  static ServerErrorHandler errors() {
    return (context, cause) -> GrpcExport.answer(ExportService.failure(cause), SignalKind.TRACES);
  }
}
