package io.faultlore.engine.world.service;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.world.Label;
import io.faultlore.engine.world.RequestSums;
import io.faultlore.engine.world.service.plan.FaultKind;
import io.faultlore.engine.world.service.plan.Injection;
import io.faultlore.engine.world.service.plan.Schedule;
import io.faultlore.engine.world.service.plan.SystemPlan;
import io.faultlore.engine.world.service.plan.Systems;
import java.util.Locale;

/** Prints what each kind of fault does to the shop; for the eye. */
final class Faults {
  private Faults() {}

  public static void main(String[] arguments) {
    long start = 1_790_000_000_000_000_000L;
    long minute = 60_000_000_000L;
    SystemPlan plan = Systems.shop();
    for (FaultKind kind : FaultKind.values()) {
      if (arguments.length > 0 && !kind.type().equals(arguments[0])) {
        continue;
      }
      long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
      Injection injection =
          Injection.random(plan, kind, start + 10 * minute, start + 14 * minute, seed);
      ServiceWorld world = ServiceWorld.of(plan, Schedule.of(injection), start, 11);
      double[][] seen = new double[2][5];
      world.advance(start + 10 * minute, (t, s) -> count(seen[0], s));
      world.advance(start + 14 * minute, (t, s) -> count(seen[1], s));
      Service root = world.simulation().service(injection.service());
      RequestSums a = root.between(start, start + 10 * minute);
      RequestSums b = root.between(start + 10 * minute, start + 14 * minute);
      Service gate = world.simulation().service("gateway");
      RequestSums c = gate.between(start, start + 10 * minute);
      RequestSums d = gate.between(start + 10 * minute, start + 14 * minute);
      Label.Fault label =
          world.labels().stream()
              .filter(l -> l instanceof Label.Fault)
              .map(l -> (Label.Fault) l)
              .findFirst()
              .orElseThrow();
      world.advance(start + 20 * minute, (t, s) -> {});
      System.out.printf(
          Locale.ROOT,
          "%-25s %-28s %.2f %-8s root n/min %.0f>%.0f err %.3f>%.3f ms %.1f>%.1f | gw n/min"
              + " %.0f>%.0f err %.3f>%.3f ms %.1f>%.1f | log W+E/min %.0f>%.0f | left %d %s%n",
          kind.type(),
          injection.service() + "/" + injection.instance() + "/" + injection.other(),
          injection.strength(),
          injection.onset(),
          a.requests() / 10.,
          b.requests() / 4.,
          a.failureShare(),
          b.failureShare(),
          Math.exp(a.meanLog()) / 1e6,
          Math.exp(b.meanLog()) / 1e6,
          c.requests() / 10.,
          d.requests() / 4.,
          c.failureShare(),
          d.failureShare(),
          Math.exp(c.meanLog()) / 1e6,
          Math.exp(d.meanLog()) / 1e6,
          seen[0][1] / 10,
          seen[1][1] / 4,
          world.activeRequests(),
          label.victims());
    }
  }

  private static void count(double[] seen, io.faultlore.engine.signal.Signal signal) {
    switch (signal) {
      case Span span -> seen[0]++;
      case LogRecord log -> seen[1] += log.severity() > 12 ? 1 : 0;
      case MetricPoint point -> seen[2]++;
    }
  }
}
