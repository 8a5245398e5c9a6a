package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One series of a metric that tells of single requests, like {@code http.server.request.duration}:
 * what kind of requests, named as the conventions name the spans of the same requests.
 *
 * @param key tells the series from others of the service
 * @param peer whom calls go to; none of requests that were served
 * @param failed whether these are the ones that failed
 */
record RequestSeries(
    String service,
    String key,
    MetricTable.Requests metric,
    String operation,
    PeerName peer,
    boolean failed) {

  /** What is done with what, as the conventions name spans by; the first that is there counts. */
  private static final String[] VERBS = {
    "http.request.method",
    "http.method",
    "method",
    "db.operation.name",
    "db.operation",
    "messaging.operation.name",
    "messaging.operation",
    "gen_ai.operation.name"
  };

  private static final String[] TARGETS = {
    "http.route",
    "url.template",
    "route",
    "handler",
    "db.collection.name",
    "db.namespace",
    "messaging.destination.name",
    "gen_ai.request.model"
  };

  private static final String[] REMOTE_METHODS = {"rpc.method", "grpc.method"};

  /** Of HTTP, whose error type may be a status as well. */
  private static final String[] STATUSES = {
    "http.response.status_code", "http.status_code", "status_code", "status", "code", "error.type"
  };

  private static final String[] CODES = {
    "rpc.response.status_code", "rpc.grpc.status_code", "grpc.status", "grpc.code"
  };

  private static final String[] OTHERS = {
    "rpc.service",
    "db.query.summary",
    "messaging.operation.type",
    "peer.service",
    "server.address",
    "net.peer.name",
    "db.system.name",
    "db.system",
    "messaging.system"
  };

  private static final List<String> READ =
      Stream.of(VERBS, TARGETS, REMOTE_METHODS, STATUSES, CODES, OTHERS)
          .flatMap(Stream::of)
          .toList();

  /**
   * By number and by name, the codes that gRPC's conventions call failures of the server: UNKNOWN,
   * DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS.
   */
  private static final Set<String> GRPC_FAILED =
      Set.of(
          "2",
          "4",
          "12",
          "13",
          "14",
          "15",
          "UNKNOWN",
          "DEADLINEEXCEEDED",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATALOSS");

  /** Empty when the point is of another metric, or of requests that only wait for work. */
  static Optional<RequestSeries> of(MetricPoint point, String key) {
    return MetricTable.requests(point).flatMap(metric -> of(point, key, metric));
  }

  private static Optional<RequestSeries> of(
      MetricPoint point, String key, MetricTable.Requests metric) {
    Attributes read = read(point.attributes());
    String messaging = read.firstText("messaging.operation.type", "messaging.operation").orElse("");
    if (!metric.served() && messaging.equals("receive")) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestSeries(
            point.resource().service(),
            key,
            metric,
            operation(read),
            metric.served() ? PeerName.NONE : PeerName.of(read),
            failed(read)));
  }

  /**
   * By the names of the conventions; labels of Prometheus have underscores where they have dots.
   */
  private static Attributes read(Attributes sent) {
    Attributes.Builder read = Attributes.builder();
    for (String name : READ) {
      sent.firstText(name, name.replace('.', '_')).ifPresent(value -> read.put(name, value));
    }
    return read.build();
  }

  private static String operation(Attributes read) {
    Optional<String> remote = read.firstText(REMOTE_METHODS);
    if (remote.isPresent()) {
      return read.firstText("rpc.service").map(name -> name + '/').orElse("") + remote.get();
    }
    String verb = read.firstText(VERBS).orElse("");
    String target = read.firstText(TARGETS).orElse("");
    return read.firstText("db.query.summary").orElse((verb + ' ' + target).strip());
  }

  /** A status of 500 or more, a failing code, or an error type; 4xx are answers. */
  private static boolean failed(Attributes read) {
    Optional<String> code = read.firstText(CODES);
    if (code.isPresent()) {
      return GRPC_FAILED.contains(code.get().replace("_", "").toUpperCase(Locale.ROOT));
    }
    OptionalLong status =
        Stream.of(STATUSES)
            .map(read::integer)
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty());
    if (status.isPresent() && status.getAsLong() >= 400) {
      return status.getAsLong() >= 500;
    }
    return read.firstText("error.type").isPresent();
  }
}
