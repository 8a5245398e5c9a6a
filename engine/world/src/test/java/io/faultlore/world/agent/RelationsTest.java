package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no phrase tells, relations between steps do. */
class RelationsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int RUNS_OF_MODE = 24;
  private static final int HEALTHY_RUNS = RUNS_OF_MODE * FailureMode.values().length * 3 / 2;
  private static final double RELATIONS_MIN = .80;

  @Test
  void relationsTellFailingSteps() {
    Runs usual = new Runs(AgentPlan.defaults().withTeams(20).withFailingShare(0), 31);
    Relations relations = new Relations();
    for (int i = 0; i < 4 * HEALTHY_RUNS; i++) {
      Runs.Played played = usual.ordinary(i, START);
      Transcript transcript = played.transcript();
      relations.learn(group(played), transcript.question(), transcript.happenings());
    }
    List<Ranking.Scored<Boolean>> healthy = new ArrayList<>();
    for (int i = 4 * HEALTHY_RUNS; i < 5 * HEALTHY_RUNS; i++) {
      healthy.addAll(read(usual.ordinary(i, START), relations));
    }
    Map<FailureMode, Double> reached = new EnumMap<>(FailureMode.class);
    for (FailureMode mode : FailureMode.values()) {
      Runs runs =
          new Runs(
              AgentPlan.defaults().withTeams(20).withFailingShare(1).withModes(List.of(mode)), 32);
      List<Ranking.Scored<Boolean>> both = new ArrayList<>(healthy);
      for (int i = 0; i < 2 * RUNS_OF_MODE; i++) {
        worst(read(runs.ordinary(i, START), relations)).ifPresent(both::add);
      }
      double auroc = new Ranking<>(both).auroc(_ -> true, wrong -> wrong);
      System.out.printf(Locale.ROOT, "relations: %-26s %.3f%n", mode.word(), auroc);
      reached.put(mode, auroc);
    }
    reached.forEach((mode, auroc) -> assertTrue(auroc > RELATIONS_MIN, mode.word() + ": " + auroc));
  }

  /** The mistake, seen at its own step or at the next one that follows from it. */
  private static Optional<Ranking.Scored<Boolean>> worst(List<Ranking.Scored<Boolean>> read) {
    return read.stream()
        .filter(Ranking.Scored::of)
        .limit(2)
        .max(Comparator.comparingDouble(Ranking.Scored::score));
  }

  /** The run's model calls, and whether each is wrong. */
  private static List<Ranking.Scored<Boolean>> read(Runs.Played played, Relations relations) {
    Transcript transcript = played.transcript();
    List<Integer> broken =
        relations.broken(group(played), transcript.question(), transcript.happenings());
    List<Happening.Said> calls =
        transcript.happenings().stream()
            .filter(Happening.Said.class::isInstance)
            .map(Happening.Said.class::cast)
            .toList();
    List<Ranking.Scored<Boolean>> scored = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      boolean wrong = calls.get(i).blame() != Happening.Blame.NONE;
      scored.add(new Ranking.Scored<>(wrong, broken.get(i)));
    }
    return scored;
  }

  private static String group(Runs.Played played) {
    return played.recording().labels().stream()
        .map(Recorder.Judged::label)
        .filter(Label.Run.class::isInstance)
        .map(label -> ((Label.Run) label).group())
        .findFirst()
        .orElseThrow();
  }
}
