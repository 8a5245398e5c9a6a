package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.SECOND;
import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static Captured healthy(SystemPlan plan) {
    ServiceWorld world = ServiceWorld.of(plan, Schedule.EMPTY, START, 8);
    return Captured.of(world, START, START + 4 * MINUTE, MINUTE);
  }

  @Test
  void everySpanHasItsParentWhichEnclosesIt() {
    List<Span> spans = healthy(Systems.shop().calmed()).spans();
    Map<String, Span> byId = new HashMap<>();
    spans.forEach(span -> assertEquals(null, byId.put(span.spanId(), span)));
    int children = 0;
    for (Span span : spans) {
      // What ended last may have been sent after the end.
      boolean early = span.endUnixNano() < START + 3 * MINUTE;
      if (!span.isRoot() && early) {
        Span parent =
            Objects.requireNonNull(byId.get(span.parentSpanId()), "no parent of " + span.name());
        assertEquals(parent.traceId(), span.traceId());
        assertTrue(parent.startUnixNano() <= span.startUnixNano());
        boolean waited = span.kind() != Span.Kind.CONSUMER;
        assertTrue(!waited || parent.endUnixNano() >= span.endUnixNano());
        children++;
      }
    }
    assertTrue(children > 10_000);
  }

  @Test
  void allKindsOfSpansOccurWithTheirAttributes() {
    Set<Span.Kind> kinds = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Span span : healthy(Systems.shop()).spans()) {
      kinds.add(span.kind());
      span.attributes().forEach((key, value) -> keys.add(key));
    }
    assertEquals(
        Set.of(
            Span.Kind.SERVER,
            Span.Kind.CLIENT,
            Span.Kind.INTERNAL,
            Span.Kind.PRODUCER,
            Span.Kind.CONSUMER),
        kinds);
    assertTrue(
        keys.containsAll(
            List.of(
                "http.route",
                "http.response.status_code",
                "rpc.method",
                "db.query.text",
                "messaging.destination.name",
                "server.address")));
  }

  @Test
  void shareOfTracesIsRecorded() {
    double all = traces(healthy(Systems.shop().calmed()));
    double some = traces(healthy(Systems.shop().calmed().withSamplingRatio(.2)));
    assertEquals(.2, some / all, .04);
  }

  private static double traces(Captured captured) {
    return captured.spans().stream().filter(Span::isRoot).count();
  }

  @Test
  void healthyLogsAreCalmAndMetricsComeInTheirInterval() {
    Captured captured = healthy(Systems.shop());
    long loud = captured.logs().stream().filter(log -> log.isError()).count();
    assertTrue(loud < .05 * captured.logs().size(), loud + " errors");
    assertTrue(captured.logs().stream().map(LogRecord::body).distinct().count() > 100);
    long points =
        captured.points().stream()
            .filter(p -> p.name().equals("postgresql.backends"))
            .filter(p -> p.resource().service().equals("catalog-db"))
            .count();
    assertEquals((double) (4 * MINUTE) / (10 * SECOND), (double) points, 2);
  }
}
