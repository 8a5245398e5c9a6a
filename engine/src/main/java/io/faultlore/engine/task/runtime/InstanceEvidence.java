package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Call;
import io.faultlore.engine.read.Clock;
import io.faultlore.engine.read.Measured;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.Robust;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.slice.ServicePane;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One instance beside its siblings: the same service in the same minute, asked the same by the same
 * users, so that what only one of them shows is its own.
 */
final class InstanceEvidence {
  /** Fewer requests of an instance, or of its siblings, say nothing. */
  private static final long REQUESTS_MIN = 5;

  /** Variance that siblings may differ by, in squared decades, as between minutes. */
  private static final double VARIANCE_FLOOR = .003;

  /** What an instance's part in the sum must be, compressed, for its name to be told. */
  private static final double TELLING = 1;

  private final ServicePane sent;
  private final SortedMap<String, CallStats> before;
  private final List<Measured> measured;
  private final List<Clock> clocks;
  private final Row row;
  private final Map<String, Double> weight = new TreeMap<>();

  private InstanceEvidence(String service, Reading reading, Row row) {
    this.sent = reading.window().of(service);
    this.before = reading.usual().traces(service).lastInstances();
    this.measured = reading.of(service).measured();
    this.clocks = reading.of(service).clocks();
    this.row = row;
  }

  static void read(String service, Reading reading, Row row) {
    InstanceEvidence evidence = new InstanceEvidence(service, reading, row);
    if (!evidence.sent.isSilent()) {
      evidence.readRequests();
      evidence.readGone();
      evidence.readClocks();
      evidence.readMetrics();
      evidence.name();
    }
  }

  private void readRequests() {
    SortedMap<String, CallStats> now = sent.traces().instances();
    if (now.size() < 2) {
      return;
    }
    // Not the service's own counts: of sampled traces, and of what metrics told, these hold more.
    double served = now.values().stream().mapToDouble(CallStats::count).sum();
    double failed = now.values().stream().mapToDouble(CallStats::errors).sum();
    double logSum = now.values().stream().mapToDouble(one -> one.meanLog() * one.count()).sum();
    double servedBefore = before.values().stream().mapToDouble(CallStats::count).sum();
    double logBefore =
        before.values().stream().mapToDouble(one -> one.meanLog() * one.count()).sum();
    boolean sameInstances = before.keySet().equals(now.keySet());
    now.forEach(
        (instance, one) -> {
          double others = served - one.count();
          if (others >= REQUESTS_MIN && one.count() >= REQUESTS_MIN) {
            double rate = (failed - one.errors()) / others;
            raise(
                instance,
                Sign.SIBLING_FAILING,
                Scale.compress(Scale.llr((double) one.errors(), rate * one.count())));
            double apart = one.meanLog() - (logSum - one.meanLog() * one.count()) / others;
            raise(
                instance, Sign.SIBLING_SLOW, slower(instance, one, apart, servedBefore, logBefore));
          }
          CallStats then = before.get(instance);
          if (sameInstances && then != null && servedBefore > 0) {
            double expected = served * then.count() / servedBefore;
            double surprise = Scale.llr((double) one.count(), expected);
            // Balancing wanders; what counts is a load of another size.
            double more = one.count() / Math.max(1, expected) - 1;
            raise(instance, Sign.SIBLING_LOAD, Scale.compress(Math.min(surprise, 10 * more)));
          }
        });
  }

  /** How much slower than its siblings, beyond the difference that it had before. */
  private double slower(
      String instance, CallStats now, double apart, double servedBefore, double logBefore) {
    CallStats then = before.get(instance);
    double usually = 0;
    if (then != null && servedBefore > then.count()) {
      usually =
          then.meanLog()
              - (logBefore - then.meanLog() * then.count()) / (servedBefore - then.count());
    }
    double beyond = apart - Math.max(0, usually);
    double z = beyond / Math.sqrt(now.varianceLog() / now.count() + VARIANCE_FLOOR);
    return Scale.compress(Math.max(0, Math.min(z, Call.Known.Z_PER_DECADE * beyond)));
  }

  /** Who served a few minutes ago, is not there any more, and was not replaced. */
  private void readGone() {
    long fresh = sent.instances().keySet().stream().filter(one -> !before.containsKey(one)).count();
    long gone = before.keySet().stream().filter(one -> !sent.instances().containsKey(one)).count();
    if (gone > fresh && !sent.isAstray()) {
      row.set(Sign.SIBLING_GONE, Math.log1p((double) (gone - fresh)));
      before.keySet().stream()
          .filter(one -> !sent.instances().containsKey(one))
          .forEach(one -> weight.merge(one, row.get(Sign.SIBLING_GONE) + TELLING, Double::sum));
    }
  }

  private void readClocks() {
    clocks.forEach(clock -> raise(clock.instance(), Sign.CLOCK_JUMPED, 1));
  }

  private void readMetrics() {
    Map<String, Map<String, Double>> rises = new HashMap<>();
    for (Measured one : measured) {
      if (one instanceof Measured.Restarted restarted) {
        raise(restarted.instance(), Sign.CRASHING, 1);
      }
      if (one instanceof Measured.Level level && tells(level.series())) {
        String key = level.series().key();
        int bar = key.indexOf('|');
        rises
            .computeIfAbsent(key.substring(bar + 1), k -> new HashMap<>())
            .put(key.substring(0, bar), Scale.compress(Math.max(0, level.z())));
      }
    }
    Map<String, Double> most = new TreeMap<>();
    rises
        .values()
        .forEach(
            each -> {
              if (each.size() > 1) {
                double middle =
                    Robust.quantile(
                        each.values().stream().mapToDouble(Double::doubleValue).toArray(), .4);
                each.forEach((instance, rise) -> most.merge(instance, rise - middle, Math::max));
              }
            });
    most.forEach((instance, rise) -> raise(instance, Sign.SIBLING_METRIC, rise));
  }

  private static boolean tells(Series series) {
    return switch (series.aspect()) {
      case CPU, MEMORY, WAITING -> true;
      default -> false;
    };
  }

  private void raise(String instance, Sign sign, double value) {
    if (value > 0) {
      row.raise(sign, value);
      weight.merge(instance, value, Double::sum);
    }
  }

  private void name() {
    weight.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() >= TELLING)
        .ifPresent(most -> row.at(most.getKey()));
    if (row.instance().isEmpty() && sent.instances().size() == 1) {
      row.at(sent.instances().firstKey());
    }
  }
}
