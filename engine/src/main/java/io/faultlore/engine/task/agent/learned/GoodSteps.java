package io.faultlore.engine.task.agent.learned;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How high steps score that are fine, by models that have not seen them: the conformal p-value of a
 * score, that is the share of good steps that reach it. A rare share cannot be counted among few
 * steps, and would hang on the single highest of them; so the tail is taken for an exponential one
 * (peaks over threshold: Pickands, "Statistical Inference Using Extreme Order Statistics").
 */
final class GoodSteps {
  /** Share of the good steps whose excess tells how the tail falls. */
  private static final double TAIL = .05;

  /** Steps that tell it at least; an agent of which fewer are known has no measure of its own. */
  private static final int TAIL_LEAST = 10;

  /**
   * Good steps of an agent that weigh as much as those of its system: of so many four are beyond a
   * budget of one in 100, and where it lies is known within a half.
   */
  private static final double AGENT_PRIOR = 400;

  private final Tail system;
  private final Map<String, Tail> agents = new HashMap<>();

  /** A good step's agent and score. */
  record Scored(String agent, double score) {}

  /**
   * What good steps score.
   *
   * @param good at least one
   */
  GoodSteps(Collection<Scored> good) {
    system = Tail.of(good);
    good.stream()
        .collect(Collectors.groupingBy(Scored::agent))
        .forEach((agent, own) -> agents.put(agent, Tail.of(own)));
  }

  /** The logarithm of the share of the system's good steps that score at least as high. */
  double logShare(double score) {
    return system.logShare(score);
  }

  /** The same of the agent's, drawn towards the system's while few of them are known. */
  double logShare(String agent, double score) {
    Tail own = agents.get(agent);
    if (own == null || own.sorted.length <= TAIL_LEAST) {
      return logShare(score);
    }
    double weight = own.sorted.length / (own.sorted.length + AGENT_PRIOR);
    return weight * own.logShare(score) + (1 - weight) * logShare(score);
  }

  /**
   * Where the tail begins and how it falls.
   *
   * @param sorted the scores, ascending
   * @param beyond how many of them are in the tail, above {@code from}
   * @param meanExcess by how much they are above it
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Tail(double[] sorted, int beyond, double from, double meanExcess) {
    /** Below it all of the tail is the same score, and only rounding is told from it. */
    private static final double EXCESS_LEAST = 1e-6;

    static Tail of(Collection<Scored> good) {
      double[] sorted = good.stream().mapToDouble(Scored::score).sorted().toArray();
      int n = sorted.length;
      int beyond = Math.min(n - 1, Math.max(TAIL_LEAST, (int) Math.round(TAIL * n)));
      double from = sorted[n - 1 - beyond];
      double excess = 0;
      for (int i = n - beyond; i < n; i++) {
        excess += (sorted[i] - from) / beyond;
      }
      return new Tail(sorted, beyond, from, Math.max(EXCESS_LEAST, excess));
    }

    double logShare(double score) {
      double all = 1 + sorted.length;
      if (score >= from) {
        return Math.log((1 + beyond) / all) - (score - from) / meanExcess;
      }
      int below = 0;
      int to = sorted.length;
      while (below < to) {
        int middle = (below + to) >>> 1;
        if (sorted[middle] < score) {
          below = middle + 1;
        } else {
          to = middle;
        }
      }
      return Math.log((all - below) / all);
    }
  }
}
