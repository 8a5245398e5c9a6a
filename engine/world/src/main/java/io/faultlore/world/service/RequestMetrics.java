package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.world.service.plan.Technology;
import io.faultlore.world.service.plan.TelemetryPlan;

/** Requests served and calls made, in the names of SDKs, of Prometheus clients or of a mesh. */
final class RequestMetrics {
  private static final Labels MESH =
      new Labels(
          Attributes.of("reporter", "destination", "response_code", "200"),
          Attributes.of("reporter", "destination", "response_code", "503"));

  private RequestMetrics() {}

  /** Attributes of requests that went well, and of those that did not. */
  record Labels(Attributes good, Attributes bad) {}

  static void write(MetricWriter out, ServerProcess process) {
    Service service = process.instance.service;
    TelemetryPlan plan = service.plan.telemetry();
    if (plan.mesh()) {
      mesh(out, process);
    }
    if (!service.plan.technology().isApplication()) {
      return;
    }
    for (Operation operation : service.operations) {
      Labels labels = operation.metricLabels();
      String name = served(operation, plan);
      String unit = name.endsWith("milliseconds") ? "ms" : "s";
      out.histogram(name, unit, process.good[operation.index], labels.good);
      if (process.bad[operation.index].count() > 0) {
        out.histogram(name, unit, process.bad[operation.index], labels.bad);
      }
    }
    pools(out, process);
  }

  private static String served(Operation operation, TelemetryPlan plan) {
    Technology technology = operation.service.plan.technology();
    if (technology == Technology.SPRING && plan.prometheusNames()) {
      return "http_server_requests_seconds";
    }
    return switch (operation.plan.protocol()) {
      case RPC -> plan.prometheusNames() ? "grpc_server_handling_seconds" : "rpc.server.duration";
      case MESSAGING ->
          plan.prometheusNames()
              ? "message_processing_duration_seconds"
              : "messaging.process.duration";
      case JOB -> plan.prometheusNames() ? "job_duration_seconds" : "job.duration";
      case HTTP, SQL, CACHE -> {
        if (!plan.prometheusNames()) {
          yield "http.server.request.duration";
        }
        yield plan.wording() % 2 == 0
            ? "http_request_duration_seconds"
            : "request_latency_milliseconds";
      }
    };
  }

  static Labels labels(Operation operation) {
    String name = operation.plan.name();
    int space = name.indexOf(' ');
    String method = space < 0 ? "POST" : name.substring(0, space);
    String route = name.substring(space + 1);
    if (operation.service.plan.telemetry().prometheusNames()) {
      return new Labels(
          Attributes.of("handler", route, "method", method, "status", "200"),
          Attributes.of("handler", route, "method", method, "status", "500"));
    }
    return new Labels(labelled(method, route, 200, ""), labelled(method, route, 500, "500"));
  }

  private static Attributes labelled(String method, String route, int status, String error) {
    Attributes.Builder builder =
        Attributes.builder()
            .put("http.request.method", method)
            .put("http.route", route)
            .put("http.response.status_code", status);
    return (error.isEmpty() ? builder : builder.put("error.type", error)).build();
  }

  private static void pools(MetricWriter out, ServerProcess process) {
    Service service = process.instance.service;
    Technology technology = service.plan.technology();
    boolean prometheus = service.plan.telemetry().prometheusNames();
    for (Edge edge : service.edges) {
      Technology callee = edge.callee.plan.technology();
      if (!callee.isDatabase() && !callee.isCache()) {
        continue;
      }
      Station<Call> pool = process.pools.get(edge.index);
      Attributes of = edge.attributes();
      if (technology == Technology.SPRING && prometheus) {
        out.gauge("hikaricp_connections_active", "1", pool.busy(), of);
        out.gauge("hikaricp_connections_pending", "1", pool.waiting(), of);
      } else if (technology == Technology.GO && prometheus) {
        out.gauge("go_sql_in_use_connections", "1", pool.busy(), of);
        out.counter("go_sql_wait_count_total", "1", pool.queued(), of);
      } else {
        out.level("db.client.connection.count", "{connection}", pool.busy(), of);
        out.level("db.client.connection.pending_requests", "{request}", pool.waiting(), of);
      }
    }
  }

  private static void mesh(MetricWriter out, ServerProcess process) {
    double seconds = 0;
    for (int i = 0; i < process.good.length; i++) {
      seconds += process.good[i].seconds() + process.bad[i].seconds();
    }
    out.counter("istio_requests_total", "1", Tally.total(process.good), MESH.good);
    out.counter("istio_requests_total", "1", Tally.total(process.bad), MESH.bad);
    out.counter("istio_request_duration_milliseconds_sum", "ms", seconds * 1e3, MESH.good);
    for (Edge edge : process.instance.service.edges) {
      Attributes of = edge.attributes();
      out.counter("envoy_cluster_upstream_rq_total", "1", process.calls[edge.index], of);
      out.counter("envoy_cluster_upstream_rq_failed", "1", process.failedCalls[edge.index], of);
    }
  }
}
