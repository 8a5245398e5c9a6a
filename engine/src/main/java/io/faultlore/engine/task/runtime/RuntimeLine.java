package io.faultlore.engine.task.runtime;

import io.faultlore.engine.encode.StateEncoder.Encoded;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Changes;
import io.faultlore.engine.slice.Drops;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.slice.Topology;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.runtime.Diagnoser.Stretch;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches services: signals in, verdicts and failures out; answers what a stretch of time was.
 * Called by the engine's one writer thread.
 */
public final class RuntimeLine {
  /** A quarter of a window holds a quarter of the evidence: half of an alarm's strength. */
  private static final double ONGOING = .5;

  private final RuntimeConfig config;
  private final Memory memory;
  private final Slicer slicer;
  private final History history;
  private final Topology topology = new Topology();
  private final Changes changes;
  private final Deque<Pane> recent = new ArrayDeque<>();
  private final Diagnoser diagnoser;
  private final Episodes episodes;
  private final Failures failures;
  private final Detector detector;
  private final States states;

  public RuntimeLine(RuntimeConfig config, Memory memory, TextEncoder texts, long seed) {
    this.config = config;
    this.memory = memory;
    this.slicer = new Slicer(config.slices());
    int judged = 2 * config.slices().servicesMax(); // services, and peers that send nothing
    this.history = new History(judged);
    this.changes = new Changes(config.slices().servicesMax());
    this.states = new States(memory, texts, config.slices().windowNanos());
    this.detector = new Detector(config.falseAlarmShare(), judged);
    this.diagnoser = new Diagnoser(memory, changes, config.casesLearnedMax(), seed);
    this.episodes =
        new Episodes(
            config.openAfterSlices(), config.closeAfterSlices(), config.slices().paneNanos());
    this.failures = new Failures(memory, history, topology, diagnoser);
  }

  /** Takes a record; returns what was concluded from the panes it closed. */
  public List<Finding> accept(Signal signal) {
    return judge(slicer.add(signal));
  }

  /** Idle time has passed. */
  public List<Finding> advance(long nowUnixNano) {
    List<Finding> findings = judge(slicer.advance(nowUnixNano));
    for (Changed idle : episodes.idle(slicer.latest())) {
      failures.report(idle, recent, slicer.latest()).ifPresent(findings::add);
    }
    return findings;
  }

  private List<Finding> judge(List<Pane> closed) {
    List<Finding> findings = new ArrayList<>();
    for (Pane pane : closed) {
      history.add(pane);
      topology.see(pane);
      changes.see(pane);
      recent.addLast(pane);
      if (recent.size() > config.slices().panesKept()) {
        recent.removeFirst();
      }
      findings.addAll(judgeWindow(pane));
    }
    return findings;
  }

  private List<Finding> judgeWindow(Pane latest) {
    long length = config.slices().windowNanos();
    List<Pane> inside =
        recent.stream()
            .filter(p -> p.startUnixNano() > latest.endUnixNano() - length - 1)
            .filter(p -> p.startUnixNano() <= latest.startUnixNano()) // time may have gone back
            .toList();
    Pane window = Pane.merge(inside);
    long emitted = latest.endUnixNano() + config.slices().latenessNanos();
    Baselines usual = history.live(window.startUnixNano());
    Reading reading = Reading.of(window, usual);
    Map<String, Row> rows = Evidence.rows(reading);
    markStarting(rows, window.endUnixNano());
    Map<String, Encoded> encoded = states.encode(reading);
    List<Judged> judged = detector.judge(reading, rows, states.distances(encoded), emitted);
    List<Finding> findings = new ArrayList<>(judged.stream().map(Judged::verdict).toList());
    for (Changed changed :
        episodes.take(
            judged, this::mayShareFailure, ongoing(latest, usual), window.endUnixNano(), emitted)) {
      Episode episode = changed.episode();
      Set<String> affected = affected(episode);
      history.holdBack(affected, episode.onset, window.endUnixNano());
      states.failing(affected, episode.onset);
      detector.failing(affected, episode.onset);
      failures.report(changed, recent, emitted).ifPresent(findings::add);
    }
    Set<String> failing = new HashSet<>();
    episodes.open().forEach(episode -> failing.addAll(affected(episode)));
    List<Judged> usually = judged.stream().filter(one -> !failing.contains(one.service())).toList();
    usually.forEach(detector::learn);
    states.usual(usually, encoded, window);
    return findings;
  }

  private boolean mayShareFailure(String a, String b, boolean together) {
    return topology.areNear(a, b)
        || topology.areUnlinked(a, b)
        || (together && topology.mayCall(a, b));
  }

  /**
   * Whose minutes are not usual while the failure goes on: everybody's in its connected part, who
   * may feel some of it without being anomalous; once it shows no more sign and only stays open
   * because those who had it worst are not asked, theirs alone. After a while what goes on is usual
   * for all, and for the members, too, unless requests fail.
   */
  private Set<String> affected(Episode episode) {
    if (episode.isChronic()) {
      return episode.isUnusual() ? episode.members() : Set.of();
    }
    return episode.isAwaited() ? episode.amongWorst() : topology.part(episode.members());
  }

  /** Whether the newest pane, read by itself, still shows what the window shows. */
  private static Predicate<Judged> ongoing(Pane newest, Baselines usual) {
    Supplier<Map<String, Row>> rows = memoized(() -> Evidence.rows(Reading.of(newest, usual)));
    return one -> {
      Row row = rows.get().get(one.service());
      return one.strength().metrics() >= 1
          || row == null
          || row.asked() == 0
          || (row.failing() > 0 && row.failing() >= one.row().failing() / 2)
          || Strength.of(row).max() >= ONGOING;
    };
  }

  private static <T> Supplier<T> memoized(Supplier<T> made) {
    return new Supplier<>() {
      private @Nullable T value;

      @Override
      public T get() {
        value = value == null ? made.get() : value;
        return value;
      }
    };
  }

  private void markStarting(Map<String, Row> rows, long now) {
    rows.forEach(
        (service, row) -> {
          if (changes.isWarmingUp(service, now)) {
            row.starting();
          }
        });
  }

  /**
   * Somebody asks about a stretch of time that has just passed: its evidence is read and remembered
   * as a case.
   *
   * @throws IllegalArgumentException when the stretch ends before it begins
   */
  public Case examine(String id, long startUnixNano, long endUnixNano) {
    if (endUnixNano <= startUnixNano) {
      throw new IllegalArgumentException("the case ends before it begins");
    }
    // Judged without any label, so that the case itself tells nothing about others.
    Case examined =
        diagnoser.examined(
            new Stretch(id, startUnixNano, endUnixNano, true, service -> true),
            recent,
            history.before(startUnixNano),
            c -> false);
    memory.remember(examined);
    return examined;
  }

  /** Somebody said what a remembered failure was: it is recalled by its culprit from now on. */
  public void labelled(Case labelled) {
    memory.remember(Diagnoser.byCulprit(labelled));
  }

  /** What was it? Answered from the labelled cases that the condition leaves visible. */
  public Diagnosis diagnose(Case question, Predicate<Case> visible) {
    return diagnoser.diagnose(question, visible);
  }

  /** Event time up to which all windows are closed. */
  public long closedUntil() {
    return slicer.closedUntil();
  }

  /** The latest event time, in nanoseconds since 1970; 0 before the first record. */
  public long eventUnixNano() {
    return Math.max(0, slicer.latest());
  }

  public Drops drops() {
    return slicer.drops();
  }

  /** How full every bound is, 0 to 1, by name. */
  public Map<String, Double> fill() {
    Map<String, Double> fill = new TreeMap<>(slicer.fill());
    fill.putAll(states.fill());
    return fill;
  }

  /** Who takes most of a bound that is filling up, by the bound's name. */
  public Map<String, String> filledBy() {
    return slicer.filledBy();
  }
}
