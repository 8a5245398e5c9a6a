package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Span;
import io.faultlore.world.RequestSums;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which services fare worse during a fault than in the minutes before it, by their spans alone, so
 * that simulated and recorded systems are measured with one rule. Recorded ones name no victims.
 */
final class FaultReach {
  /** A fault's root cause and time. */
  record Window(String service, long startUnixNano, long endUnixNano) {}

  private static final long BEFORE = 300_000_000_000L;

  /** Until the queues that a fault has left are worked off. */
  private static final long AFTER = 60_000_000_000L;

  /** Of one fault; further ones are not looked at. */
  private static final int OPERATIONS_MAX = 5_000;

  private final List<Window> windows;

  /** By fault, in the order of the windows. */
  private final List<Map<Statistics.Operation, Fares>> seen;

  /** How an operation fared before a fault and during it. */
  private static final class Fares {
    RequestSums before = RequestSums.NONE;
    RequestSums during = RequestSums.NONE;
  }

  FaultReach(List<Window> windows) {
    this.windows = List.copyOf(windows);
    this.seen =
        windows.stream().<Map<Statistics.Operation, Fares>>map(one -> new HashMap<>()).toList();
  }

  /** Whether no fault is near. */
  boolean isQuiet(long timeUnixNano) {
    for (Window window : windows) {
      if (timeUnixNano >= window.startUnixNano && timeUnixNano < window.endUnixNano + AFTER) {
        return false;
      }
    }
    return true;
  }

  void add(Statistics.Operation operation, Span span) {
    long time = span.endUnixNano();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      if (time >= window.startUnixNano - BEFORE && time < window.endUnixNano) {
        Map<Statistics.Operation, Fares> fares = seen.get(i);
        if (fares.size() < OPERATIONS_MAX || fares.containsKey(operation)) {
          Fares fare = fares.computeIfAbsent(operation, none -> new Fares());
          RequestSums one = RequestSums.of(Math.log(1e3 + span.durationNanos()), span.isError());
          if (time < window.startUnixNano) {
            fare.before = fare.before.plus(one);
          } else {
            fare.during = fare.during.plus(one);
          }
        }
      }
    }
  }

  /**
   * Mean share of the services that a fault touched, its root among them.
   *
   * @param services how many there are
   * @return 0 to 1, or NaN when no fault has any spans
   */
  double share(int services) {
    double touched = 0;
    int faults = 0;
    for (int i = 0; i < windows.size(); i++) {
      Set<String> worse = new HashSet<>();
      seen.get(i)
          .forEach(
              (operation, fare) -> {
                if (fare.during.isWorseThan(fare.before)) {
                  worse.add(operation.service());
                }
              });
      if (!seen.get(i).isEmpty()) {
        worse.add(windows.get(i).service);
        touched += worse.size();
        faults++;
      }
    }
    return touched / faults / services;
  }
}
