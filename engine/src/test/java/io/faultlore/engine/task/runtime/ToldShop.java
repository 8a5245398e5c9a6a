package io.faultlore.engine.task.runtime;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Telemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The shop's life as metrics tell it: its spans counted into histograms, every 15 s. */
final class ToldShop {
  private static final List<Double> BOUNDS = List.of(.002, .005, .01, .025, .05, .1, .25, 1.0);

  private final Form form;
  private final TreeMap<String, Counted> counted = new TreeMap<>();

  /** How requests are told. */
  record Form(String served, String called, String unit, double perMs, boolean labels) {
    static final Form CONVENTION =
        new Form("http.server.request.duration", "http.client.request.duration", "s", 1e-3, false);
    static final Form OLD =
        new Form("http.server.duration", "http.client.duration", "ms", 1, false);
    static final Form PROMETHEUS =
        new Form(
            "http_server_request_duration_seconds",
            "http_client_request_duration_seconds",
            "",
            1e-3,
            true);
  }

  /** A series: all that was counted since its process began. */
  private static final class Counted {
    final Span like;
    final long[] counts = new long[BOUNDS.size() + 1];
    double sum;

    Counted(Span like) {
      this.like = like;
    }
  }

  private ToldShop(Form form) {
    this.form = form;
  }

  /**
   * @param deltaFrom the second from which increments are told instead of totals
   * @param restart the second in which all processes begin anew
   */
  static List<Signal> tell(Shop shop, Form form, int deltaFrom, int restart) {
    ToldShop told = new ToldShop(form);
    List<Signal> metrics = new ArrayList<>();
    int next = 15;
    long start = Telemetry.START;
    for (Signal signal : shop.signals()) {
      while (signal.timeUnixNano() >= Telemetry.at(next)) {
        boolean delta = next > deltaFrom;
        metrics.addAll(told.points(next, delta ? Telemetry.at(next - 15) : start, !delta));
        if (delta || (next >= restart && next < restart + 15)) {
          told.counted.clear();
          start = Telemetry.at(next);
        }
        next += 15;
      }
      if (signal instanceof Span span) {
        told.count(span);
      } else if (signal instanceof MetricPoint) {
        metrics.add(signal);
      }
    }
    return metrics;
  }

  private void count(Span span) {
    String key = span.resource().service() + span.kind() + span.name() + span.isError();
    Counted series = counted.computeIfAbsent(key, k -> new Counted(span));
    double seconds = span.durationNanos() / 1e9;
    int bucket = (int) BOUNDS.stream().filter(bound -> seconds > bound).count();
    series.counts[bucket]++;
    series.sum += span.durationNanos() / 1e6 * form.perMs;
  }

  private List<MetricPoint> points(int second, long start, boolean cumulative) {
    return counted.values().stream()
        .map(series -> point(series, second, start, cumulative))
        .collect(Collectors.toList());
  }

  private MetricPoint point(Counted series, int second, long start, boolean cumulative) {
    Span like = series.like;
    boolean served = like.kind() == Kind.SERVER;
    String[] attributes = {
      "http.request.method",
      "GET",
      served ? "http.route" : "server.address",
      served ? like.name().substring(4) : like.attributes().text("server.address").orElseThrow(),
      "http.response.status_code",
      like.isError() ? "500" : "200"
    };
    for (int i = 0; i < attributes.length && form.labels; i += 2) {
      attributes[i] = attributes[i].replace('.', '_');
    }
    return new MetricPoint(
        like.resource(),
        Scope.NONE,
        served ? form.served : form.called,
        form.unit,
        Attributes.of(attributes),
        start,
        Telemetry.at(second),
        new Histogram(
            Arrays.stream(series.counts).sum(),
            series.sum,
            BOUNDS.stream().map(bound -> bound * 1e3 * form.perMs).toList(),
            Arrays.stream(series.counts).boxed().toList(),
            cumulative));
  }
}
