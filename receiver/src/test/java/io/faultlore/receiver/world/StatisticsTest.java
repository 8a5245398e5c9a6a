package io.faultlore.receiver.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long START = 1_700_000_040L * SECOND;
  private static final Scope SCOPE = new Scope("test", "", Attributes.EMPTY);

  private final Statistics statistics =
      new Statistics(
          new FaultReach(
              List.of(
                  new FaultReach.Window("cart", START + 5 * MINUTE, START + 8 * MINUTE),
                  new FaultReach.Window("shop", START + 90 * MINUTE, START + 91 * MINUTE))));

  private void span(String trace, String id, String parent, String service, long at, long millis) {
    statistics.take(
        new Span(
            Resource.of(Attributes.of("service.name", service)),
            SCOPE,
            trace,
            id,
            parent,
            "GET",
            Span.Kind.SERVER,
            START + at - millis * 1_000_000,
            START + at,
            Attributes.EMPTY,
            List.of(),
            List.of(),
            millis == 400 ? Span.Status.ERROR : Span.Status.UNSET,
            ""));
  }

  private void log(String service, String body, int severity) {
    statistics.take(
        new LogRecord(
            Resource.of(Attributes.of("service.name", service)),
            SCOPE,
            START,
            severity,
            "",
            "",
            Value.of(body),
            Attributes.EMPTY,
            "",
            ""));
  }

  private void gauge(String service, String name, long at, double value) {
    statistics.take(
        new MetricPoint(
            Resource.of(Attributes.of("service.name", service)),
            SCOPE,
            name,
            "1",
            Attributes.EMPTY,
            0,
            START + at,
            new MetricPoint.Gauge(value)));
  }

  private double figure(String name) {
    Map<String, Double> figures = statistics.figures();
    assertTrue(figures.containsKey(name), name);
    return figures.getOrDefault(name, Double.NaN);
  }

  @Test
  void shapeOfATraceIsReadOffItsParents() {
    span("t", "a", "", "shop", 0, 1);
    span("t", "b", "a", "cart", 0, 1);
    span("t", "c", "a", "cart", 0, 1);
    span("t", "d", "b", "db", 0, 1);
    span("u", "e", "lost", "shop", 0, 1);

    Map<String, Double> figures = statistics.figures();

    assertEquals(1.0, figures.get("spans per trace, median"));
    assertEquals(4.0, figures.get("spans per trace, p95"));
    assertEquals(3.0, figures.get("depth of a trace, p95"));
    assertEquals(1.0, figures.get("services per trace, median"));
    assertEquals(1.5, figures.get("fan-out, mean"), "a has two children, b one");
  }

  @Test
  void aCircleOfParentsEnds() {
    span("t", "a", "b", "shop", 0, 1);
    span("t", "b", "a", "shop", 0, 1);

    assertTrue(figure("depth of a trace, median") <= 2);
  }

  @Test
  void latencyAndErrorsAreThoseOfQuietTimes() {
    for (int i = 0; i < 1_000; i++) {
      span("q" + i, "a", "", "shop", i, i < 900 ? 10 : 40);
      span("f" + i, "a", "", "shop", 6 * MINUTE + i, 400);
    }

    Map<String, Double> figures = statistics.figures();

    assertEquals(4, figures.getOrDefault("latency p95/p50", 0.0), .2);
    assertEquals(0.0, figures.get("span errors, quiet, %"));
  }

  @Test
  void sendersThatSetNoStatusSayNothingOfErrors() {
    span("t", "a", "", "shop", 0, 1);

    assertEquals(Double.NaN, figure("span errors, quiet, %"));
  }

  @Test
  void touchedAreTheRootAndWhoFaresWorse() {
    for (int i = 0; i < 100; i++) {
      for (String service : List.of("shop", "mail", "db")) {
        span("b" + i, service, "", service, 4 * MINUTE + i, 10 + i % 3);
        boolean worse = service.equals("shop");
        span("f" + i, service, "", service, 6 * MINUTE + i, (worse ? 40 : 10) + i % 3);
      }
    }
    log("cart", "nothing to see", 9);

    assertEquals(
        100 * 2 / 4., figure("touched by a fault, %"), 1e-9, "the other fault has no data");
  }

  @Test
  void servicesHaveABound() {
    for (int i = 0; i <= Statistics.SERVICES_MAX; i++) {
      gauge("service-" + i, "level", 0, 1);
    }

    assertEquals((double) Statistics.SERVICES_MAX, figure("services"));
  }

  @Test
  void templatesCountWithoutWhatVaries() {
    for (int i = 0; i < 50; i++) {
      log("shop", "order " + i + " placed", 9);
      log("shop", "order " + i + " lost", 17);
      log("cart", "cleared " + i, 9);
    }

    assertEquals(1.5, figure("templates per service"));
  }

  @Test
  void autocorrelationTellsLevelsFromNoise() {
    for (int i = 0; i < 400; i++) {
      gauge("shop", "level", i * MINUTE, 1e6 + Math.sin(i / 10.));
    }
    assertEquals(.995, figure("gauges, lag 1 min"), .01);

    for (int i = 0; i < 400; i++) {
      gauge("shop", "alternating", i * MINUTE, i % 2);
      gauge("shop", "constant", i * MINUTE, 5);
    }
    assertEquals(0, figure("gauges, lag 1 min"), .01, "median of one and minus one");
    assertEquals(3, figure("series per service"));
  }
}
