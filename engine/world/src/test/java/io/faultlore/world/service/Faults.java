package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.START;

import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Signal;
import io.faultlore.world.Label;
import io.faultlore.world.RequestSums;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.Systems;
import java.util.Locale;

/**
 * Prints what each kind of fault does to the shop, for the eye: requests a minute, share of
 * failures and milliseconds at the root and at the gateway, and loud log lines a minute, before and
 * during it; requests left ten minutes after its start; victims. Arguments: a kind or nothing for
 * all, a seed.
 */
final class Faults {
  private static final int BEFORE = 10;
  private static final int DURING = 4;
  private static final long FROM = START + BEFORE * MINUTE;
  private static final long UNTIL = FROM + DURING * MINUTE;

  private Faults() {}

  public static void main(String[] arguments) {
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
    for (FaultKind kind : FaultKind.values()) {
      if (arguments.length == 0 || kind.type().equals(arguments[0])) {
        print(Injection.random(Systems.shop(), kind, FROM, UNTIL, seed));
      }
    }
  }

  private static void print(Injection injection) {
    ServiceWorld world = ServiceWorld.of(Systems.shop(), Schedule.of(injection), START, 11);
    double loudBefore = loud(world, FROM) / (double) BEFORE;
    double loudDuring = loud(world, UNTIL) / (double) DURING;
    String root = fared(world, injection.service());
    String gateway = fared(world, "gateway");
    world.advance(FROM + 10 * MINUTE, (arrival, signal) -> {});
    System.out.printf(
        Locale.ROOT,
        "%-25s %-28s %.2f %-8s root %s | gateway %s | loud %.0f>%.0f | left %d %s%n",
        injection.kind().type(),
        injection.service() + "/" + injection.instance() + "/" + injection.other(),
        injection.strength(),
        injection.onset(),
        root,
        gateway,
        loudBefore,
        loudDuring,
        world.activeRequests(),
        world.labels().stream()
            .filter(Label.Fault.class::isInstance)
            .map(label -> ((Label.Fault) label).victims())
            .toList());
  }

  /** Lets time pass and counts warnings and worse. */
  private static long loud(ServiceWorld world, long until) {
    long[] count = new long[1];
    world.advance(until, (arrival, signal) -> count[0] += isLoud(signal) ? 1 : 0);
    return count[0];
  }

  private static boolean isLoud(Signal signal) {
    return signal instanceof LogRecord log && log.severity() >= 13;
  }

  private static String fared(ServiceWorld world, String name) {
    Service service = world.simulation().service(name);
    RequestSums before = service.between(START, FROM);
    RequestSums during = service.between(FROM, UNTIL);
    return String.format(
        Locale.ROOT,
        "%.0f>%.0f/min %.3f>%.3f %.1f>%.1f ms",
        before.requests() / (double) BEFORE,
        during.requests() / (double) DURING,
        before.failureShare(),
        during.failureShare(),
        Math.exp(before.meanLog()) / 1e6,
        Math.exp(during.meanLog()) / 1e6);
  }
}
