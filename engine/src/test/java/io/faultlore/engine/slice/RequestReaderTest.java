package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.Data;
import io.faultlore.engine.signal.MetricPoint.ExponentialHistogram;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.MetricPoint.Summary;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that metrics tell of, read as requests that spans tell of are. */
class RequestReaderTest {
  private static final String SERVED = "http.server.request.duration";
  private static final String CALLED = "http.client.request.duration";
  private static final CallKey CART = new CallKey(CallKey.Kind.SERVED, "GET /cart", "");

  private final Slicer slicer = new Slicer(SliceConfig.defaults());
  private final List<Pane> closed = new ArrayList<>();

  @Test
  void everyKindOfInstrumentTellsTheSameRequests() {
    List<Data> before = List.of(histogram(10, 1), exponential(10, 1), summary(10, 1));
    List<Data> after = List.of(histogram(30, 3), exponential(30, 3), summary(30, 3));
    for (int i = 0; i < before.size(); i++) {
      String service = "cart-" + i;
      add(served(service, 10, before.get(i), "200"), served(service, 20, after.get(i), "200"));
    }
    for (int i = 0; i < before.size(); i++) {
      TraceStats told = all().of("cart-" + i).traces();
      assertEquals(20, told.requests());
      CallStats calls = calls(told, CART);
      assertEquals(20, calls.count());
      assertEquals(100, calls.meanMs(), 1e-6, "2 s in 20 requests");
      assertEquals(100, calls.histogram().quantile(.5), 25);
    }
  }

  @Test
  void aCounterTellsRequestsAndFailuresButNoDurations() {
    add(point("cart", "http_requests_total", 5, new Sum(100, true, true), "code", "500"));
    add(point("cart", "http_requests_total", 20, new Sum(107, true, true), "code", "500"));
    TraceStats told = all().of("cart").traces();
    assertEquals(7, told.requests());
    assertEquals(7, told.errors());
  }

  @Test
  void failuresAreWhatTheConventionsOfEachProtocolCallSo() {
    add(delta("a", SERVED, 10, 4, "http.response.status_code", "503"));
    add(delta("a", SERVED, 10, 4, "http.response.status_code", "404", "error.type", "404"));
    add(delta("b", "rpc.server.duration", 10, 4, "rpc.grpc.status_code", "14"));
    add(delta("b", "rpc.server.duration", 10, 4, "rpc.grpc.status_code", "5"));
    add(delta("c", "rpc.server.call.duration", 10, 4, "rpc.response.status_code", "UNAVAILABLE"));
    add(delta("c", "rpc.server.call.duration", 10, 4, "rpc.response.status_code", "OK"));
    add(delta("d", "messaging.process.duration", 10, 4, "error.type", "Timeout"));
    add(delta("d", "messaging.process.duration", 10, 4));
    add(delta("e", "http_server_request_duration_seconds", 10, 4, "http_route", "/"));
    add(delta("e", "http_server_request_duration_seconds", 10, 4, "error_type", "500"));
    for (String service : List.of("a", "b", "c", "d", "e")) {
      assertEquals(8, all().of(service).traces().requests(), service);
      assertEquals(4, all().of(service).traces().errors(), service);
    }
  }

  @Test
  void callsAreChargedToWhomTheyGoTo() {
    add(delta("cart", CALLED, 10, 4, "http.request.method", "GET", "server.address", "stock"));
    add(
        delta(
            "cart",
            "db.client.operation.duration",
            10,
            3,
            "db.operation.name",
            "SELECT",
            "db.system.name",
            "postgresql",
            "server.address",
            "pg"));
    TraceStats told = all().of("cart").traces();
    assertEquals(4, calls(told, new CallKey(CallKey.Kind.LEAF, "GET", "stock")).count());
    assertEquals(3, calls(told, new CallKey(CallKey.Kind.LEAF, "SELECT", "pg")).count());
    assertEquals(0, told.requests(), "it served none of them");
  }

  @Test
  void aFailureThatACallCausedDidNotBeginHere() {
    add(delta("cart", SERVED, 10, 4, "http.response.status_code", "500"));
    add(delta("cart", CALLED, 10, 3, "http.response.status_code", "500"));
    assertEquals(4, all().of("cart").traces().errors());
    assertEquals(1, all().of("cart").traces().errorOrigins());
  }

  @Test
  void whereNoCallsAreToldOfNothingSaysWhereAFailureBegan() {
    add(delta("cart", SERVED, 10, 4, "http.response.status_code", "500"));
    assertEquals(4, all().of("cart").traces().errors());
    assertEquals(0, all().of("cart").traces().errorOrigins());
  }

  @Test
  void spansWinAndNothingIsCountedTwice() {
    for (int minute = 0; minute < 10; minute++) {
      add(span(minute, 60 * minute + 1));
      add(delta("cart", SERVED, 60 * minute + 10, 9));
      add(delta("cart", CALLED, 60 * minute + 10, 9));
      add(delta("stock", SERVED, 60 * minute + 10, 9));
    }
    assertEquals(10, all().of("cart").traces().requests(), "its spans");
    assertEquals(90, all().of("stock").traces().requests(), "which has none");
    assertTrue(
        all().of("cart").traces().calls().keySet().stream()
            .noneMatch(key -> key.kind() == CallKey.Kind.LEAF));
  }

  @Test
  void spansWinForAsLongAsTheyAreInTheBaseline() {
    add(span(0, 1));
    tellAroundTheStretch(SERVED);
    assertEquals(1 + 5, all().of("cart").traces().requests());
  }

  @Test
  void aBetterMetricWinsForAsLongAsItIsInTheBaseline() {
    add(delta("cart", SERVED, 1, 1));
    tellAroundTheStretch("http.server.duration");
    assertEquals(1 + 5, all().of("cart").traces().requests());
  }

  /** Five requests each soon, just before the end of the stretch, and after it. */
  private void tellAroundTheStretch(String name) {
    int stretch = 60 * History.RECORDED_MINUTES;
    for (int second : List.of(60, stretch - 30, stretch + 30)) {
      // Time goes on by what others send: no pause is believed to one record.
      for (int t = 1; t < second; t += 60) {
        add(Telemetry.gauge("stock", "load", Math.max(t, latest()), 1));
      }
      add(delta("cart", name, second, 5));
    }
  }

  @Test
  void oldAndNewNamesOfTheSameRequestsAreCountedOnce() {
    add(delta("cart", "rpc.server.duration", 10, 5));
    for (String name : List.of("http.server.duration", SERVED, "http_requests_total")) {
      add(delta("cart", name, 10, 9));
      add(delta("cart", name, 20, 9));
    }
    assertEquals(18 + 5, all().of("cart").traces().requests(), "HTTP and RPC are two things");
  }

  @Test
  void aCounterThatBeganAnewTellsNothingOnceAndNeverLess() {
    add(served("cart", 10, histogram(1_000, 100), "200"));
    add(served("cart", 20, histogram(30, 3), "200"));
    add(served("cart", 30, histogram(50, 5), "200"));
    assertEquals(20, all().of("cart").traces().requests());
  }

  @Test
  void aChangeOfTemporalityTellsNoTotalAsNew() {
    add(delta("cart", SERVED, 10, 5));
    add(point("cart", SERVED, 20, histogram(1_000, 100)));
    add(point("cart", SERVED, 30, histogram(1_004, 100.4)));
    assertEquals(5 + 4, all().of("cart").traces().requests());
  }

  @Test
  void whatAPauseHeldBackIsNoRush() {
    for (int i = 0; i <= 4; i++) {
      add(point("cart", SERVED, 15 * i, histogram(10L * i, i)));
    }
    add(point("cart", SERVED, 240, histogram(160, 16)));
    Pane last = closed(300).getLast();
    assertEquals(10, last.of("cart").traces().requests(), "120 in three minutes, 10 in 15 s");
  }

  @Test
  void theOrderOfArrivalLeavesNoTrace() {
    List<Signal> sent = new ArrayList<>();
    for (int i = 1; i < 14; i++) {
      sent.add(delta("cart", SERVED, i, i, "http.route", "/" + i));
      sent.add(delta("cart", CALLED, i, i, "server.address", "stock-" + i));
    }
    TraceStats one = read(sent);
    Collections.reverse(sent);
    TraceStats other = read(sent);
    one.calls()
        .forEach(
            (key, calls) -> {
              assertEquals(calls.meanLog(), calls(other, key).meanLog(), key.operation());
              assertEquals(calls.meanMs(), calls(other, key).meanMs(), key.operation());
            });
    assertEquals(one.requests(), other.requests());
  }

  @Test
  void eachInstanceIsToldApartAsWhereSpansTellOfThem() {
    for (String instance : List.of("a", "b", "pod-1")) {
      int count = instance.length();
      add(sentBy(instance, delta("cart", SERVED, 10, count)));
      add(sentBy(instance, delta("cart", SERVED, 10, 2, "error.type", "500")));
    }
    TraceStats told = all().of("cart").traces();
    assertEquals(Set.of("a", "b", "pod-1"), told.instances().keySet());
    told.instances()
        .forEach(
            (instance, served) -> {
              assertEquals(instance.length() + 2, served.count(), instance);
              assertEquals(2, served.errors(), instance);
              assertEquals(100, served.meanMs(), 1e-6, instance);
            });
  }

  private static MetricPoint sentBy(String instance, MetricPoint point) {
    return new MetricPoint(
        Resource.of(Attributes.of("service.name", "cart", "service.instance.id", instance)),
        point.scope(),
        point.name(),
        point.unit(),
        point.attributes(),
        point.startUnixNano(),
        point.timeUnixNano(),
        point.data());
  }

  @Test
  void bucketsKeepTheirCountAndAgreeWithTheMean() {
    RequestSeries series = RequestSeries.of(delta("cart", SERVED, 10, 1), "cart|").orElseThrow();
    List<Long> counts = List.of(5L, 0L, 90L, 6L);
    for (int count : List.of(1, 7, 101, 1_000_000)) {
      CallStats stats = new CallStats();
      new ToldRequests(series, count, .3, counts, List.of(.1, .2, .4))
          .each((ms, n) -> stats.add(ms, n, 0));
      assertEquals(count, stats.count());
      assertEquals(300, stats.meanMs(), count < 100 ? 150 : 5);
    }
  }

  private static CallStats calls(TraceStats stats, CallKey key) {
    return stats.calls().getOrDefault(key, new CallStats());
  }

  private static TraceStats read(List<Signal> signals) {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    signals.forEach(slicer::add);
    return slicer.advance(at(60)).getFirst().of("cart").traces();
  }

  private static MetricPoint served(String service, double second, Data data, String status) {
    return point(
        service,
        SERVED,
        second,
        data,
        "http.request.method",
        "GET",
        "http.route",
        "/cart",
        "http.response.status_code",
        status);
  }

  /** So many requests of 100 ms since {@link Telemetry#START}. */
  private static MetricPoint delta(
      String service, String name, double second, int count, String... attributes) {
    Data data = new Histogram(count, count * .1, List.of(), List.of(), false);
    return point(service, name, second, data, attributes);
  }

  private static Histogram histogram(long count, double sum) {
    return new Histogram(count, sum, List.of(.05, .2, 1.0), List.of(0L, count, 0L, 0L), true);
  }

  /** Of scale 2 the bucket -14 reaches from 88 to 105 ms. */
  private static ExponentialHistogram exponential(long count, double sum) {
    return new ExponentialHistogram(count, sum, 2, 0, -14, List.of(count), 0, List.of(), true);
  }

  private static Summary summary(long count, double sum) {
    return new Summary(count, sum, List.of());
  }

  private static Signal span(int trace, double second) {
    return Telemetry.span("cart", "t" + trace, "s", "", "GET /cart", Kind.SERVER, second, 10);
  }

  private void add(Signal... signals) {
    for (Signal signal : signals) {
      closed.addAll(slicer.add(signal));
    }
  }

  private double latest() {
    return (slicer.latest() - Telemetry.START) / 1e9;
  }

  private List<Pane> closed(double second) {
    closed.addAll(slicer.advance(at(second)));
    return closed;
  }

  /** All that was sent, as one window. */
  private Pane all() {
    closed.addAll(slicer.advance(slicer.latest() + 60_000_000_000L));
    return Pane.merge(closed);
  }
}
