package io.faultlore.engine.read;

import io.faultlore.engine.slice.StepKey;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What followed an event inside an operation.
 *
 * @param nexts how often each other event came next
 * @param usual likewise in the usual minutes
 * @param times how often the event was seen
 * @param usualTimes likewise
 * @param oddness how surprising the successors are, in units of the usual surprise, beyond what is
 *     usual
 */
public record Succession(
    StepKey key,
    Map<String, Integer> nexts,
    Map<String, Integer> usual,
    double times,
    double usualTimes,
    double oddness)
    implements Compared {
  /** An event seen less often before says nothing about what follows it. */
  static final int TIMES_MIN = 5;

  /** Surprise of a usual window beside which a single odd event is nothing, in nats. */
  private static final double SURPRISE_FLOOR = 2;

  /** In units of the usual surprise: half of it is as usual as can be. */
  private static final double USUAL = .5;

  static List<Succession> of(TraceStats now, TraceBaseline baseline) {
    List<Succession> successions = new ArrayList<>();
    for (Map.Entry<StepKey, Map<String, Integer>> step : now.steps().entrySet()) {
      StepKey key = step.getKey();
      Map<String, Integer> nexts = step.getValue();
      Map<String, Integer> usual = baseline.all().steps().getOrDefault(key, Map.of());
      double usualTimes = TraceBaseline.total(usual);
      if (usualTimes >= TIMES_MIN) {
        double times = TraceBaseline.total(nexts);
        double oddness = oddness(baseline, key, nexts);
        successions.add(new Succession(key, nexts, usual, times, usualTimes, oddness));
      }
    }
    return successions;
  }

  /** A = G / (2 + usual G), with the likelihood ratio G of {@link TraceBaseline#surprise}. */
  private static double oddness(TraceBaseline baseline, StepKey key, Map<String, Integer> nexts) {
    double surprise = baseline.surprise(key, nexts);
    return Math.max(0, surprise / (SURPRISE_FLOOR + baseline.usualSurprise(key)) - USUAL);
  }

  /** What users ask for decides how requests begin, not how the service fares. */
  public boolean isStart() {
    return key.previous().equals(StepKey.START);
  }

  /** How often the event is followed by the other, 0 to 1. */
  public double share(String next) {
    return nexts.getOrDefault(next, 0) / times;
  }

  public double usualShare(String next) {
    return usual.getOrDefault(next, 0) / usualTimes;
  }

  /** The share of the events that is followed by others than usual (total variation). */
  public double variation() {
    double variation = 0;
    for (String next : nexts.keySet()) {
      variation += Math.max(0, share(next) - usualShare(next));
    }
    return variation;
  }

  /** The share of the events that is followed by what never followed. */
  public double unseen() {
    double unseen = 0;
    for (String next : nexts.keySet()) {
      unseen += usual.containsKey(next) ? 0 : share(next);
    }
    return unseen;
  }

  /** How sure shares are, 0 to 1: a few events differ by chance. */
  public double sureness() {
    return 1 - 1 / Math.sqrt(times);
  }

  /** The successor that gained most, of which there is one. */
  public String telling() {
    Comparator<String> gain = Comparator.comparingDouble(next -> share(next) - usualShare(next));
    return Collections.max(nexts.keySet(), gain.thenComparing(Comparator.naturalOrder()));
  }
}
