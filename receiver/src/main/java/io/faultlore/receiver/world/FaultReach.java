package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Span;
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
  private static final int OPERATIONS_MAX = 5_000;
  private static final int SPANS_MIN = 20;

  private final List<Window> windows;
  private final List<Map<Statistics.Operation, Sums[]>> seen;

  FaultReach(List<Window> windows) {
    this.windows = List.copyOf(windows);
    this.seen =
        windows.stream().<Map<Statistics.Operation, Sums[]>>map(one -> new HashMap<>()).toList();
  }

  private static final class Sums {
    int spans;
    int errors;
    double logs;
    double squares;

    void add(Span span) {
      double log = Math.log(1e3 + span.durationNanos());
      spans++;
      errors += span.isError() ? 1 : 0;
      logs += log;
      squares += log * log;
    }

    double mean() {
      return logs / spans;
    }

    double variance() {
      return Math.max(0, squares / spans - mean() * mean());
    }

    /** 2 % more errors or 30 % longer, and by more than four standard errors. */
    boolean isWorseThan(Sums usual) {
      if (spans < SPANS_MIN || usual.spans < SPANS_MIN) {
        return false;
      }
      double each = 1.0 / spans + 1.0 / usual.spans;
      double share = (double) (errors + usual.errors) / (spans + usual.spans);
      double more = (double) errors / spans - (double) usual.errors / usual.spans;
      double longer = mean() - usual.mean();
      double spread = Math.sqrt(variance() / spans + usual.variance() / usual.spans);
      return (more > .02 && more > 4 * Math.sqrt(share * (1 - share) * each))
          || (longer > Math.log(1.3) && longer > 4 * spread);
    }
  }

  /** Whether no fault is near. */
  boolean isQuiet(long timeUnixNano) {
    for (Window window : windows) {
      if (timeUnixNano >= window.startUnixNano && timeUnixNano < window.endUnixNano + BEFORE / 5) {
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
        Map<Statistics.Operation, Sums[]> sums = seen.get(i);
        if (sums.size() < OPERATIONS_MAX || sums.containsKey(operation)) {
          sums
              .computeIfAbsent(operation, none -> new Sums[] {new Sums(), new Sums()})[
              time < window.startUnixNano ? 0 : 1]
              .add(span);
        }
      }
    }
  }

  /** Mean share of the services that a fault touched, its root among them. */
  double share(int services) {
    double touched = 0;
    int faults = 0;
    for (int i = 0; i < windows.size(); i++) {
      Set<String> worse = new HashSet<>();
      seen.get(i)
          .forEach(
              (operation, sums) -> {
                if (sums[1].isWorseThan(sums[0])) {
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
