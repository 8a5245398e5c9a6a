package io.faultlore.engine.step.track;

import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open traces: the one place that knows which runs are open. Those of one key make up a run. It
 * is reported when all of them are silent, and kept until nothing more is to come: until the root
 * has ended and a while has passed, or for as long as a run may pause. A late span opens it again.
 * Whoever follows runs is told when one is forgotten.
 */
final class OpenTraces {
  /** Runs are looked over once a second of the clock: waits are 30 s and more. */
  private static final long SWEEP_NANOS = 1_000_000_000L;

  private final StepConfig config;

  /** In the order of the last arrival. */
  private final LinkedHashMap<String, Trace> traces = new LinkedHashMap<>(64, .75f, true);

  private long characters;
  private long reopened;
  private long evicted;
  private long sweptUnixNano = Trace.UNSTAMPED;

  OpenTraces(StepConfig config) {
    this.config = config;
  }

  @Nullable Trace find(String traceId) {
    return traces.get(traceId);
  }

  /** Whether another trace than this tells of the run. */
  boolean isTold(String run, String traceId) {
    return traces.values().stream().anyMatch(t -> t.key.equals(run) && !t.id.equals(traceId));
  }

  /** The open trace of this id, a new one when there is none; others may have to go for it. */
  Trace open(String traceId, List<AgentEvent> out) {
    while (characters > config.retainedCharsMax()) {
      letGo(out);
    }
    Trace known = traces.get(traceId);
    if (known != null) {
      return known;
    }
    while (traces.size() >= config.openTracesMax()) {
      letGo(out);
    }
    Trace opened = new Trace(traceId);
    traces.put(traceId, opened);
    return opened;
  }

  void add(Trace open, Node node) {
    if (open.add(node)) {
      hold(open, node.characters());
    }
    if (node.parentId.isEmpty()) {
      open.touch();
    }
  }

  /** Notes that something arrived for a trace that its run shall tell. */
  void touch(Trace open) {
    open.touch();
    if (open.ended) {
      open.ended = false;
      reopened++;
    }
  }

  /** Adds to the characters that are held for the trace. */
  void hold(Trace open, long more) {
    open.characters += more;
    characters += more;
  }

  void advance(long nowUnixNano, List<AgentEvent> out) {
    for (Trace open : traces.values()) {
      if (open.activeUnixNano == Trace.UNSTAMPED) {
        open.activeUnixNano = nowUnixNano;
      }
    }
    if (sweptUnixNano != Trace.UNSTAMPED && nowUnixNano - sweptUnixNano < SWEEP_NANOS) {
      return;
    }
    sweptUnixNano = nowUnixNano;
    end(open -> open.isSilent(nowUnixNano, config), out);
    for (List<Trace> run : runs()) {
      if (run.stream().allMatch(open -> open.isOver(nowUnixNano, config))) {
        forget(run, out);
      }
    }
  }

  void endAll(List<AgentEvent> out) {
    end(_ -> true, out);
    runs().forEach(run -> forget(run, out));
  }

  /** Traces that cannot be let go without a loss. */
  long size() {
    return traces.values().stream().filter(Trace::isLive).count();
  }

  /** Characters of traces that cannot be let go without a loss. */
  long characters() {
    return traces.values().stream().filter(Trace::isLive).mapToLong(o -> o.characters).sum();
  }

  /** Ended runs that a late span opened again. */
  long reopened() {
    return reopened;
  }

  /** Runs that were ended early to make room. */
  long evicted() {
    return evicted;
  }

  /** The runs, that which has been silent longest first. */
  private List<List<Trace>> runs() {
    Map<String, List<Trace>> byKey = new LinkedHashMap<>();
    for (Trace open : traces.values()) {
      List<Trace> run = byKey.remove(open.key);
      run = run == null ? new ArrayList<>(1) : run;
      run.add(open);
      byKey.put(open.key, run);
    }
    return List.copyOf(byKey.values());
  }

  /** Reports the runs of which every trace is silent and one has something new. */
  private void end(Predicate<Trace> silent, List<AgentEvent> out) {
    for (Trace open : traces.values()) {
      // The whole trace is known now, so the outermost key is.
      if (!open.ended && silent.test(open)) {
        rename(open, open.runKey(), out);
      }
    }
    for (List<Trace> run : runs()) {
      if (run.stream().allMatch(silent) && !run.stream().allMatch(open -> open.ended)) {
        report(run, out);
      }
    }
  }

  private static void report(List<Trace> run, List<AgentEvent> out) {
    run.forEach(open -> open.ended = true);
    new RunAssembler(run.getFirst().key, run)
        .assemble()
        .ifPresent(
            ended -> {
              // Some steps can only be told now that the run is over.
              if (run.stream().noneMatch(Trace::isAnyStepReported)) {
                ended.steps().stream()
                    .filter(step -> run.stream().anyMatch(trace -> trace.isNew(step)))
                    .forEach(step -> out.add(new AgentEvent.StepEnded(step)));
              }
              out.add(new AgentEvent.RunEnded(ended));
            });
  }

  void rename(Trace open, String key, List<AgentEvent> out) {
    if (!key.equals(open.key) && open.isAnyReported()) {
      out.add(new AgentEvent.RunRenamed(open.key, key));
    }
    open.key = key;
  }

  /**
   * Makes room: of the runs whose roots have ended the one that has been silent longest goes, else
   * of those that were reported and pause, else of all. Only the last is a loss now; if something
   * comes for one of the others, whoever follows runs notices that its beginning is forgotten.
   */
  private void letGo(List<AgentEvent> out) {
    List<Trace> chosen =
        Collections.min(
            runs(),
            Comparator.comparingInt(run -> run.stream().mapToInt(Trace::loss).max().orElseThrow()));
    evicted += chosen.stream().anyMatch(Trace::isLive) ? 1 : 0;
    end(chosen::contains, out);
    // One whose key turned out to be another run's has joined that.
    forget(chosen.stream().filter(open -> open.ended).toList(), out);
  }

  private void forget(List<Trace> run, List<AgentEvent> out) {
    for (Trace open : run) {
      traces.remove(open.id);
      characters -= open.characters;
    }
    run.stream()
        .map(open -> open.key)
        .distinct()
        .filter(key -> traces.values().stream().noneMatch(open -> open.key.equals(key)))
        .forEach(key -> out.add(new AgentEvent.RunForgotten(key)));
  }
}
