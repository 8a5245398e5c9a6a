package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Episodes.Change;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judged windows for tests of episodes. They end every 15 s; a failure opens after two anomalous
 * ones and closes after three quiet. Services whose names begin with the same letter are near each
 * other; those that end in a question mark may be.
 */
class EpisodeWindows {
  static final long SECOND = 1_000_000_000L;
  static final long PANE = 15 * SECOND;
  static final int WINDOWS_PER_HOUR = 240;

  final Episodes episodes = new Episodes(2, 3, PANE);
  final Map<String, Double> failing = new TreeMap<>();
  final Set<String> unseen = new HashSet<>();
  final Set<String> hiccups = new HashSet<>();
  long now = 1_700_000_000L * SECOND;

  boolean isHeldBack(String service) {
    return episodes.open().stream().anyMatch(one -> one.has(service) && one.isUnusual());
  }

  void quiet(int windows) {
    for (int i = 0; i < windows; i++) {
      window(Map.of());
    }
  }

  List<Changed> window(Map<String, Double> scores) {
    return window(episodes, scores);
  }

  List<Changed> window(Episodes some, Map<String, Double> scores) {
    now += PANE;
    List<Judged> judged = new ArrayList<>();
    new TreeMap<>(scores).forEach((service, score) -> judged.add(judged(service, score)));
    return some.take(
        judged,
        (a, b, together) ->
            a.charAt(0) == b.charAt(0) || (together && a.endsWith("?") && b.endsWith("?")),
        one -> !hiccups.contains(one.service()),
        now,
        now + 10 * SECOND);
  }

  private Judged judged(String service, double score) {
    SliceVerdict verdict =
        new SliceVerdict(
            service, now - 4 * PANE, now, now + 10 * SECOND, score, State.NORMAL, 0, score, 0, 0);
    Row row = new Row();
    row.set(Sign.SERVED_ERROR_SHARE, failing.getOrDefault(service, 0.0));
    return new Judged(
        service, row, new Strength(score, 0, 0), unseen.contains(service), 0, verdict);
  }

  static List<Change> changes(List<Changed> changed) {
    return changed.stream().map(Changed::change).toList();
  }

  static Changed only(List<Changed> changes) {
    assertEquals(1, changes.size());
    return changes.getFirst();
  }
}
