package io.faultlore.engine.task.agent.learned;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.task.agent.evidence.Scaffold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are of one system: those that are built alike, whatever their services are called. It
 * follows from the known runs as a set, the most frequent scaffold first, and not from the order in
 * which they came.
 */
final class Systems {
  /**
   * Rounds in which scaffolds may move to a better fitting system; mostly nothing moves in the 2nd.
   */
  private static final int ROUNDS_MAX = 5;

  /** Answers on scaffolds of unfinished runs that are remembered until the next run ends. */
  private static final int ASKED_MAX = 1_000;

  private static final Comparator<Map.Entry<Scaffold, Integer>> MOST_FREQUENT_FIRST =
      Map.Entry.<Scaffold, Integer>comparingByValue()
          .thenComparingInt(one -> one.getKey().agents().size() + one.getKey().tools().size())
          .reversed()
          .thenComparing(one -> one.getKey().toString());

  private final int runsMax;
  private final Map<String, Known> runs = new HashMap<>();

  /**
   * Of each scaffold the runs without a label, oldest first; who was silent longest comes first.
   */
  private final SequencedMap<Scaffold, SequencedSet<String>> unlabelled = new LinkedHashMap<>();

  private final Map<Scaffold, Integer> counts = new HashMap<>();
  private final Map<Scaffold, Profile> systems = new HashMap<>();
  private final Map<Profile, String> called = new HashMap<>();
  private List<Profile> groups = List.of();
  private int labelled;
  private boolean stale;
  private long forgotten;

  /**
   * No run is known yet.
   *
   * @param runsMax runs without a label that are kept; of the most frequent scaffold the oldest
   *     makes room, so that a rare system is not forgotten beside a busy one
   */
  Systems(int runsMax) {
    this.runsMax = runsMax;
  }

  private record Known(Scaffold scaffold, String app, boolean labelled) {}

  /** A run that ended, or of which something more became known. */
  Scaffold saw(Case run) {
    Scaffold scaffold = Scaffold.of(run);
    forget(run.id());
    Known now = new Known(scaffold, run.scope(), run.label().isPresent());
    runs.put(run.id(), now);
    counts.merge(scaffold, 1, Integer::sum);
    labelled += now.labelled ? 1 : 0;
    if (!now.labelled) {
      SequencedSet<String> alike = unlabelled.getOrDefault(scaffold, new LinkedHashSet<>());
      alike.add(run.id());
      unlabelled.putLast(scaffold, alike);
    }
    if (runs.size() - labelled > runsMax) {
      Scaffold most = mostFrequent(unlabelled);
      forget(requireNonNull(unlabelled.get(most)).getFirst());
      // Of a scaffold that others show, too, nothing is lost.
      forgotten += counts.containsKey(most) ? 0 : 1;
    }
    return scaffold;
  }

  /** The run is no longer known. */
  void forget(String caseId) {
    Known known = runs.remove(caseId);
    if (known != null) {
      labelled -= known.labelled ? 1 : 0;
      counts.computeIfPresent(known.scaffold, (_, count) -> count == 1 ? null : count - 1);
      unlabelled.computeIfPresent(
          known.scaffold, (_, ids) -> ids.remove(caseId) && ids.isEmpty() ? null : ids);
    }
    stale = true;
  }

  /** Whose oldest run makes room: a rare system is not forgotten beside a busy one. */
  static Scaffold mostFrequent(Map<Scaffold, ? extends Set<String>> runs) {
    return runs.entrySet().stream()
        .reduce((most, next) -> next.getValue().size() > most.getValue().size() ? next : most)
        .orElseThrow()
        .getKey();
  }

  /** Whether runs with these scaffolds are of one system. */
  boolean same(Scaffold one, Scaffold other) {
    return one.equals(other) || of(one) == of(other);
  }

  /** What people call the system: its commonest name, of those that tell something if any does. */
  String called(Scaffold scaffold, String app) {
    return called.computeIfAbsent(
        of(scaffold),
        system -> {
          Map<String, Long> telling = names(system, true);
          Map<String, Long> names = telling.isEmpty() ? names(system, false) : telling;
          return names.entrySet().stream()
              .max(
                  Map.Entry.<String, Long>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
              .map(Map.Entry::getKey)
              .orElse(app);
        });
  }

  private Map<String, Long> names(Profile system, boolean telling) {
    return runs.values().stream()
        .filter(run -> systems.get(run.scaffold) == system)
        .filter(run -> !telling || run.scaffold.name().equals(run.app))
        .collect(Collectors.groupingBy(Known::app, Collectors.counting()));
  }

  /** How full the bound is, 0 to 1: where no two runs are alike, something is forgotten at 1. */
  double fill() {
    return (double) unlabelled.size() / runsMax;
  }

  /** Scaffolds that made room. */
  long forgotten() {
    return forgotten;
  }

  private Profile of(Scaffold scaffold) {
    if (stale || systems.size() > runs.size() + ASKED_MAX) {
      group();
    }
    Profile known = systems.get(scaffold);
    if (known == null) {
      Profile one = Profile.of(scaffold, 1);
      known = home(one, groups).orElse(one);
      systems.put(scaffold, known);
    }
    return known;
  }

  private void group() {
    stale = false;
    systems.clear();
    called.clear();
    List<Map.Entry<Scaffold, Integer>> inOrder =
        counts.entrySet().stream().sorted(MOST_FREQUENT_FIRST).toList();
    List<Profile> found = new ArrayList<>();
    boolean moved = true;
    for (int round = 0; moved && round < ROUNDS_MAX; round++) {
      moved = false;
      for (Map.Entry<Scaffold, Integer> one : inOrder) {
        moved |= place(one.getKey(), one.getValue(), found);
      }
    }
    groups = join(found);
  }

  /** Puts a scaffold where it fits best; true when that is elsewhere than before. */
  private boolean place(Scaffold scaffold, int count, List<Profile> found) {
    Profile before = systems.get(scaffold);
    if (before != null) {
      before.add(scaffold, -count);
      if (before.runs() == 0) {
        found.remove(before);
      }
    }
    Profile one = Profile.of(scaffold, count);
    Profile now = best(one, found).orElse(null);
    if (now == null) {
      found.add(one);
      now = one;
    } else {
      now.add(scaffold, count);
    }
    systems.put(scaffold, now);
    return now != before;
  }

  /** Systems that turn out to be a part of a larger one join it, the smallest first. */
  private List<Profile> join(List<Profile> found) {
    List<Profile> smallestFirst = new ArrayList<>(found);
    smallestFirst.sort(Comparator.comparingInt(Profile::runs));
    Map<Profile, Profile> joined = new HashMap<>();
    for (int i = 0; i < smallestFirst.size(); i++) {
      Profile small = smallestFirst.get(i);
      home(small, smallestFirst.subList(i + 1, smallestFirst.size()))
          .ifPresent(
              large -> {
                large.add(small);
                joined.put(small, large);
              });
    }
    systems.replaceAll((_, system) -> last(system, joined));
    return smallestFirst.stream().filter(system -> !joined.containsKey(system)).toList();
  }

  private static Profile last(Profile system, Map<Profile, Profile> joined) {
    Profile last = system;
    for (Profile next = joined.get(last); next != null; next = joined.get(last)) {
      last = next;
    }
    return last;
  }

  /** The system that it fits best, else the largest that takes it in for its name. */
  private static Optional<Profile> home(Profile one, List<Profile> smallestFirst) {
    return best(one, smallestFirst)
        .or(() -> smallestFirst.reversed().stream().filter(p -> p.takesIn(one)).findFirst());
  }

  private static Optional<Profile> best(Profile one, List<Profile> among) {
    @Nullable Profile best = null;
    double most = 0;
    for (Profile system : among) {
      double fit = system.fit(one);
      if (fit >= 0 && (best == null || fit > most)) {
        best = system;
        most = fit;
      }
    }
    return Optional.ofNullable(best);
  }
}
