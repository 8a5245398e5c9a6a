package io.faultlore.receiver.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.faultlore.engine.memory.CaseLabel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/cases}: what failed, and what people say about it. Only feedback needs the token. */
final class CaseApi {
  private static final Logger log = LoggerFactory.getLogger(CaseApi.class);

  /** A page that people read; more than memory's open cases. */
  private static final int LIST_DEFAULT = 100;

  private static final int LIST_MAX = 1_000;
  private static final String BEARER = "Bearer ";

  private final CaseBook cases;
  private final byte[] token;
  private final InstantSource clock;
  private final Executor executor;

  CaseApi(CaseBook cases, String token, InstantSource clock, Executor executor) {
    this.cases = cases;
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
    this.executor = executor;
  }

  void addTo(ServerBuilder server) {
    server.route().get("/api/cases").build(this::list);
    server.route().get("/api/cases/{id}").build(this::detail);
    server.route().post("/api/cases/{id}/feedback").build(this::feedback);
  }

  private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
    String wanted = context.queryParam("limit");
    int limit = LIST_DEFAULT;
    if (wanted != null) {
      try {
        limit = Integer.parseInt(wanted);
      } catch (NumberFormatException notANumber) {
        limit = 0; // refused below
      }
    }
    if (limit < 1 || limit > LIST_MAX) {
      return error(HttpStatus.BAD_REQUEST, "limit must be a number from 1 to " + LIST_MAX);
    }
    int count = limit;
    return HttpResponse.of(() -> json(HttpStatus.OK, CaseJson.list(cases.latest(count))), executor);
  }

  private HttpResponse detail(ServiceRequestContext context, HttpRequest request) {
    String id = id(context);
    return HttpResponse.of(
        () ->
            cases
                .get(id)
                .map(found -> json(HttpStatus.OK, CaseJson.detail(found)))
                .orElseGet(CaseApi::unknownCase),
        executor);
  }

  private HttpResponse feedback(ServiceRequestContext context, HttpRequest request) {
    if (token.length == 0) {
      return error(
          HttpStatus.FORBIDDEN,
          "feedback is off: set server.feedback_token (or FAULTLORE_SERVER_FEEDBACK_TOKEN) to a secret of"
              + " your choice, restart, and send it as a bearer token");
    }
    if (!isAuthorized(request)) {
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.UNAUTHORIZED)
              .contentType(MediaType.JSON)
              .set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer")
              .build(),
          HttpData.ofUtf8(JsonErrors.body("a bearer token is needed")));
    }
    String id = id(context);
    return HttpResponse.of(request.aggregate().thenCompose(body -> label(id, body)));
  }

  private CompletableFuture<HttpResponse> label(String id, AggregatedHttpRequest request) {
    CaseLabel label;
    try {
      label =
          Feedback.parse(
              request.content().array(), ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()));
    } catch (Feedback.InvalidException invalid) {
      return CompletableFuture.completedFuture(
          error(HttpStatus.BAD_REQUEST, String.valueOf(invalid.getMessage())));
    }
    return CompletableFuture.completedFuture(label)
        .thenComposeAsync(said -> cases.feedback(id, said), executor)
        .thenApply(
            known ->
                known
                    ? json(HttpStatus.OK, JsonNodeFactory.instance.objectNode().put("id", id))
                    : unknownCase())
        .exceptionally(
            failed -> {
              log.error("Feedback could not be kept", failed);
              return error(HttpStatus.SERVICE_UNAVAILABLE, "the feedback could not be kept now");
            });
  }

  private boolean isAuthorized(HttpRequest request) {
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] sent = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
    // Takes as long for a wrong first byte as for a wrong last one.
    return MessageDigest.isEqual(token, sent);
  }

  private static String id(ServiceRequestContext context) {
    String id = context.pathParam("id");
    return id == null ? "" : id;
  }

  private static HttpResponse unknownCase() {
    return error(HttpStatus.NOT_FOUND, "no such case");
  }

  private static HttpResponse error(HttpStatus status, String text) {
    return HttpResponse.of(status, MediaType.JSON, JsonErrors.body(text));
  }

  private static HttpResponse json(HttpStatus status, JsonNode body) {
    return HttpResponse.of(status, MediaType.JSON, body.toString());
  }
}
