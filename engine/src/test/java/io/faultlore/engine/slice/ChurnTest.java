package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import io.faultlore.engine.slice.Drops.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A week of deployments every hour: 20 pods of 50 series each get new names every time. */
class ChurnTest {
  private static final int HOURS = 7 * 24;
  private static final int PODS = 20;
  private static final int SERIES = 50;

  private final Slicer slicer = new Slicer(SliceConfig.defaults());

  @Test
  void aWeekOfHourlyDeploymentsFillsNoBoundAndLosesNothing() {
    for (int minute = 0; minute < 60 * HOURS; minute += 6) {
      for (int pod = 0; pod < PODS; pod++) {
        send(60.0 * minute + pod, pod, "v" + minute / 60);
      }
      if (minute % 60 == 30) {
        for (Map.Entry<String, Double> bound : slicer.fill().entrySet()) {
          assertTrue(bound.getValue() < .7, bound + " after minutes " + minute);
        }
      }
    }
    assertEquals(Map.of(), slicer.drops().all());
    assertTrue(HOURS * PODS * SERIES > 4 * SliceConfig.defaults().seriesMax(), "enough of it");
    assertTrue(HOURS * PODS * 2 > SliceConfig.defaults().servicesMax() * 4, "enough of it");
  }

  @Test
  void aBoundThatIsTooSmallForWhatSpeaksSaysSo() {
    for (int i = 0; i <= SliceConfig.defaults().servicesMax(); i++) {
      assertEquals(0, slicer.drops().of(Reason.SERVICE_LIMIT));
      slicer.add(Telemetry.log("service-" + i, 1, 9, "a"));
    }
    assertEquals(1, slicer.drops().of(Reason.SERVICE_LIMIT));
  }

  /** A pod's minute: its services, operations, peers and log texts change with the version, too. */
  private void send(double second, int pod, String version) {
    String instance = "shop-" + version + "-" + pod;
    Resource resource =
        Resource.of(
            Attributes.of(
                "service.name",
                pod == 0 ? "job-" + version : "service-" + pod,
                "service.instance.id",
                instance));
    for (int i = 0; i < SERIES; i++) {
      slicer.add(
          new MetricPoint(
              resource,
              Scope.NONE,
              "m" + i,
              "",
              Attributes.EMPTY,
              0,
              at(second),
              new MetricPoint.Gauge(i)));
    }
    slicer.add(
        span(resource, instance + "a", "GET /" + version + "/items", Span.Kind.SERVER, second));
    slicer.add(span(resource, instance + "b", "call " + version, Span.Kind.CLIENT, second));
    slicer.add(
        new LogRecord(
            resource,
            Scope.NONE,
            at(second),
            9,
            "",
            "",
            Value.of("started by " + letters(version)),
            Attributes.EMPTY,
            "",
            ""));
  }

  private static Span span(
      Resource resource, String id, String name, Span.Kind kind, double second) {
    return new Span(
        resource,
        Scope.NONE,
        id + second,
        id,
        "",
        name,
        kind,
        at(second - 1),
        at(second),
        Attributes.of("server.address", resource.instance() + ".internal"),
        List.of(),
        List.of(),
        Span.Status.UNSET,
        "");
  }

  /** Digits would be masked. */
  private static String letters(String version) {
    StringBuilder word = new StringBuilder();
    version.chars().forEach(c -> word.append((char) (c <= '9' ? c - '0' + 'a' : c)));
    return word.toString();
  }
}
