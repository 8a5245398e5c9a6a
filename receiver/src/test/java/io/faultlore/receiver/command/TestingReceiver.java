package io.faultlore.receiver.command;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.zip.GZIPInputStream;

/** An OTLP endpoint that keeps what it takes and first plays a list of other answers. */
final class TestingReceiver implements AutoCloseable {
  private static final byte[] FULL_SUCCESS = {};
  private static final byte[] EMPTY_FRAME = new byte[5];

  private final List<Decoded> taken = new ArrayList<>();
  private final Queue<HttpResponse> answers = new ArrayDeque<>();
  private final Server server;
  private final String url;

  TestingReceiver() {
    ServerBuilder builder =
        Server.builder().http(0).maxRequestLength(0).gracefulShutdownTimeoutMillis(0, 0);
    for (SignalKind kind : SignalKind.values()) {
      builder.service(
          "/v1/" + kind.word(),
          (context, request) -> HttpResponse.of(request.aggregate().thenApply(r -> http(kind, r))));
    }
    grpc(builder, SignalKind.TRACES, "trace.v1.TraceService");
    grpc(builder, SignalKind.METRICS, "metrics.v1.MetricsService");
    grpc(builder, SignalKind.LOGS, "logs.v1.LogsService");
    server = builder.build();
    server.start().join();
    url = "http://127.0.0.1:" + server.activeLocalPort();
  }

  private void grpc(ServerBuilder builder, SignalKind kind, String service) {
    builder.service(
        "/opentelemetry.proto.collector." + service + "/Export",
        (context, request) -> HttpResponse.of(request.aggregate().thenApply(r -> grpc(kind, r))));
  }

  private synchronized HttpResponse http(SignalKind kind, AggregatedHttpRequest request) {
    HttpResponse other = answers.poll();
    if (other != null) {
      return other;
    }
    take(
        kind,
        body(request.content().array(), "gzip".equals(request.headers().get("content-encoding"))));
    return HttpResponse.of(HttpStatus.OK, MediaType.PROTOBUF, FULL_SUCCESS);
  }

  private synchronized HttpResponse grpc(SignalKind kind, AggregatedHttpRequest request) {
    HttpResponse other = answers.poll();
    if (other != null) {
      return other;
    }
    byte[] frame = request.content().array();
    take(kind, body(Arrays.copyOfRange(frame, 5, frame.length), frame[0] == 1));
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"),
        HttpData.wrap(EMPTY_FRAME),
        HttpHeaders.of("grpc-status", "0"));
  }

  private void take(SignalKind kind, byte[] body) {
    try {
      taken.add(new OtlpDecoder().decode(kind, Encoding.PROTOBUF, body));
    } catch (MalformedRequestException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] body(byte[] bytes, boolean gzip) {
    if (!gzip) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next request gets this answer and is not kept. */
  synchronized void answerNext(HttpResponse answer) {
    answers.add(answer);
  }

  synchronized List<Decoded> taken() {
    return List.copyOf(taken);
  }

  synchronized List<Signal> signals() {
    return taken.stream().flatMap(decoded -> decoded.signals().stream()).toList();
  }

  String url() {
    return url;
  }

  /** Netty takes two seconds to end its threads; nobody has to wait for that. */
  @Override
  public void close() {
    var _ = server.stop();
  }
}
