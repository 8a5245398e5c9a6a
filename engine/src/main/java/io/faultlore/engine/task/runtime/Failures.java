package io.faultlore.engine.task.runtime;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseQuery;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Topology;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.runtime.Diagnoser.Stretch;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns episodes into failures with suspects, types and evidence, and remembers them as cases. */
final class Failures {
  /** Cases of the live line carry this prefix; others were named by somebody. */
  static final String PREFIX = "rt-";

  /** Suspects of a failure that are told, more than anybody follows. */
  private static final int SUSPECTS = 10;

  /** Onsets, in nanoseconds, that lie no further apart are the same: a window is four panes. */
  private static final long SAME_ONSET_NANOS = 45_000_000_000L;

  /**
   * A case that was open before a restart goes on when its last sign is no older, in nanoseconds.
   */
  private static final long OPEN_NANOS = 600_000_000_000L;

  /** Failures since the start whose ids are not to be given twice; old ones cannot recur. */
  private static final int USED_MAX = 10_000;

  /**
   * Updates come when the evidence has grown by a third or more (1, 2, 3, 4, 6, 8, 12, ...
   * windows), so their number grows with the logarithm.
   */
  private static boolean isNews(int slices) {
    int rest = slices >> Integer.numberOfTrailingZeros(slices);
    return rest == 1 || rest == 3;
  }

  private final Memory memory;
  private final History history;
  private final Topology topology;
  private final Diagnoser diagnoser;
  private final Set<String> used = new HashSet<>();

  Failures(Memory memory, History history, Topology topology, Diagnoser diagnoser) {
    this.memory = memory;
    this.history = history;
    this.topology = topology;
    this.diagnoser = diagnoser;
  }

  /** The failure to report after a window, empty when there is no news. */
  Optional<Failure> report(Changed changed, Collection<Pane> panes, long emitted) {
    Episode episode = changed.episode();
    Optional<Phase> phase =
        switch (changed.change()) {
          case OPENED -> Optional.of(Phase.OPENED);
          case REOPENED -> Optional.of(Phase.UPDATED);
          case GREW -> isNews(episode.slices()) ? Optional.of(Phase.UPDATED) : Optional.empty();
          case QUIET -> Optional.empty();
          case CLOSED -> Optional.of(Phase.CLOSED);
        };
    return phase.map(p -> report(episode, p, panes, emitted));
  }

  private Failure report(Episode episode, Phase phase, Collection<Pane> panes, long emitted) {
    if (episode.id.isEmpty()) {
      episode.id = findId(episode);
    }
    String id = episode.id;
    Baselines usual = history.before(episode.onset);
    Predicate<String> reach = topology.reach(episode.members());
    Stretch stretch =
        new Stretch(
            id,
            episode.onset,
            episode.last(),
            phase == Phase.CLOSED,
            service -> reach.test(service) && episode.concerns(service, topology::areNear));
    // What somebody already said about this very failure must not come back as a finding.
    Predicate<Case> before = c -> c.endUnixNano() < episode.onset;
    Case seen = diagnoser.examined(stretch, panes, usual, before);
    Diagnosis diagnosis = diagnoser.diagnose(seen, before);
    String first = diagnosis.suspects().stream().findFirst().map(Ranked::name).orElse("");
    Failure failure =
        new Failure(
            id,
            phase,
            severity(seen.rows(), episode),
            episode.onset,
            episode.last(),
            episode.detected,
            emitted,
            diagnosis.suspects().stream().limit(SUSPECTS).toList(),
            diagnosis.types(),
            diagnosis.evidence(),
            diagnosis.similar(),
            exampleTrace(first, episode, panes));
    // After a restart the journal gives back the failure's end, perhaps without its beginning.
    boolean isOver =
        memory
            .get(id)
            .filter(known -> known.closed() && known.endUnixNano() >= episode.last())
            .isPresent();
    if (!isOver) {
      memory.remember(seen.withConclusion(failure.concluded()));
    }
    return failure;
  }

  /**
   * An id that follows from the onset, and where several failures have the same one, from their
   * order. After a restart the same telemetry is read again and may open the failure a window
   * earlier or later, or only see its end: then the case that was remembered before the restart is
   * taken up, if it is of the same services.
   */
  private String findId(Episode episode) {
    String id =
        memory
            .cases(
                CaseQuery.of(Case.Kind.RUNTIME)
                    .between(episode.onset - OPEN_NANOS, episode.onset + SAME_ONSET_NANOS))
            .stream()
            .filter(known -> continues(known, episode))
            .findFirst()
            .map(Case::id)
            .orElseGet(() -> newId(episode.onset));
    if (used.size() >= USED_MAX) {
      used.clear();
    }
    used.add(id);
    return id;
  }

  private boolean continues(Case known, Episode episode) {
    boolean sameOnset = Math.abs(known.startUnixNano() - episode.onset) <= SAME_ONSET_NANOS;
    boolean stillOpen =
        !known.closed()
            && known.startUnixNano() <= episode.onset
            && known.endUnixNano() >= episode.onset - OPEN_NANOS;
    return known.id().startsWith(PREFIX)
        && !used.contains(known.id())
        && (sameOnset || stillOpen)
        && isOf(known.subject(), episode);
  }

  private boolean isOf(String suspect, Episode episode) {
    return episode.has(suspect)
        || episode.members().stream().anyMatch(member -> topology.areNear(member, suspect));
  }

  private String newId(long onset) {
    long seconds = onset / 1_000_000_000L;
    long mixed = (onset ^ 0x5DEECE66DL) * 0x9E3779B97F4A7C15L;
    String id = PREFIX + seconds + "-" + String.format("%06x", mixed >>> 40);
    return used.contains(id) ? newId(onset + 1) : id;
  }

  private static Severity severity(List<EvidenceRow> rows, Episode episode) {
    double failing =
        rows.stream()
            .filter(row -> episode.has(row.subject()))
            .mapToDouble(
                row ->
                    Math.max(
                        Sign.SERVED_ERROR_SHARE.of(row.features()),
                        Sign.METRICS_GONE.of(row.features())))
            .max()
            .orElse(0);
    return failing >= .05 ? Severity.CRITICAL : Severity.WARNING;
  }

  /** A trace of the first suspect, else of any service that was anomalous. */
  private static String exampleTrace(String first, Episode episode, Collection<Pane> panes) {
    List<Pane> inside = CaseRows.inside(panes, episode.onset, episode.last());
    if (inside.isEmpty()) {
      return "";
    }
    Pane window = Pane.merge(inside);
    String trace = window.of(first).traces().exampleTrace();
    for (String service : episode.members()) {
      trace = trace.isEmpty() ? window.of(service).traces().exampleTrace() : trace;
    }
    return trace;
  }
}
