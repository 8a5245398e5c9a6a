package io.faultlore.engine.step.track;

import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.StepConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open traces. Those of one key make up a run, which ends when all of them are silent; they are
 * kept for a while after that, so that a late span can open it again. What is known of a run beyond
 * its traces is kept by who follows runs.
 */
final class OpenTraces {
  /** Runs are looked over once a second of the clock: waits are 30 s and more. */
  private static final long SWEEP_NANOS = 1_000_000_000L;

  private final StepConfig config;

  /** In the order of the last arrival, so that the first is the one to end when room is needed. */
  private final LinkedHashMap<String, OpenTrace> traces = new LinkedHashMap<>(64, .75f, true);

  private long characters;
  private long reopened;
  private long evicted;
  private long sweptUnixNano = OpenTrace.UNSTAMPED;

  OpenTraces(StepConfig config) {
    this.config = config;
  }

  @Nullable OpenTrace find(String traceId) {
    return traces.get(traceId);
  }

  OpenTrace open(String traceId, List<AgentEvent> out) {
    while (traces.size() >= config.openTracesMax()) {
      evict(out);
    }
    OpenTrace opened = new OpenTrace(new Trace(traceId));
    traces.put(traceId, opened);
    return opened;
  }

  /** Notes that something arrived for a trace. */
  void touch(OpenTrace open) {
    open.touch();
    if (open.ended) {
      open.ended = false;
      reopened++;
    }
  }

  /** Adds to the characters that are held for the trace. */
  void hold(OpenTrace open, long more) {
    open.characters += more;
    characters += more;
  }

  boolean isFull() {
    return characters > config.retainedCharsMax();
  }

  void advance(long nowUnixNano, List<AgentEvent> out) {
    for (OpenTrace open : traces.values()) {
      if (open.activeUnixNano == OpenTrace.UNSTAMPED) {
        open.activeUnixNano = nowUnixNano;
      }
    }
    if (sweptUnixNano != OpenTrace.UNSTAMPED && nowUnixNano - sweptUnixNano < SWEEP_NANOS) {
      return;
    }
    sweptUnixNano = nowUnixNano;
    for (List<OpenTrace> run : byKey()) {
      if (run.stream().allMatch(open -> open.isSilent(nowUnixNano, config))) {
        end(run, out);
      }
    }
    long reopen = config.reopen().toNanos();
    List.copyOf(traces.values()).stream()
        .filter(open -> open.ended && nowUnixNano - open.activeUnixNano >= reopen)
        .forEach(open -> forget(open, out));
  }

  void endAll(List<AgentEvent> out) {
    byKey().forEach(run -> end(run, out));
    traces.clear();
    characters = 0;
  }

  int size() {
    return traces.size();
  }

  long characters() {
    return characters;
  }

  /** Ended runs that a late span opened again. */
  long reopened() {
    return reopened;
  }

  /** Traces that were ended early to make room. */
  long evicted() {
    return evicted;
  }

  private Collection<List<OpenTrace>> byKey() {
    Map<String, List<OpenTrace>> byKey = new LinkedHashMap<>();
    for (OpenTrace open : traces.values()) {
      if (!open.ended) {
        byKey.computeIfAbsent(open.key, _ -> new ArrayList<>()).add(open);
      }
    }
    return byKey.values();
  }

  private void end(List<OpenTrace> run, List<AgentEvent> out) {
    for (OpenTrace open : run) {
      open.ended = true;
      // The whole trace is known now, so the outermost key is.
      String key = open.trace.runKey();
      if (!key.equals(open.key)) {
        rename(open, key, out);
      }
    }
    Map<String, List<Trace>> byKey = new LinkedHashMap<>();
    run.forEach(open -> byKey.computeIfAbsent(open.key, _ -> new ArrayList<>()).add(open.trace));
    byKey.forEach(
        (key, members) ->
            new RunAssembler(key, members)
                .assemble()
                .ifPresent(
                    ended -> {
                      // Some steps can only be told now that the run is over.
                      if (members.stream().noneMatch(Trace::isAnyReported)) {
                        ended
                            .steps()
                            .forEach(s -> out.add(new AgentEvent.StepEnded(s, ended.task())));
                      }
                      out.add(new AgentEvent.RunEnded(ended));
                    }));
  }

  void rename(OpenTrace open, String key, List<AgentEvent> out) {
    if (open.trace.isAnyReported()) {
      out.add(new AgentEvent.RunRenamed(open.key, key));
    }
    open.key = key;
  }

  private void evict(List<AgentEvent> out) {
    OpenTrace eldest =
        traces.values().stream()
            .filter(open -> open.ended)
            .findFirst()
            .orElseGet(() -> traces.values().iterator().next());
    if (!eldest.ended) {
      evicted++;
      end(List.of(eldest), out);
    }
    forget(eldest, out);
  }

  private void forget(OpenTrace forgotten, List<AgentEvent> out) {
    traces.remove(forgotten.trace.id);
    characters -= forgotten.characters;
    if (traces.values().stream().noneMatch(open -> open.key.equals(forgotten.key))) {
      out.add(new AgentEvent.RunForgotten(forgotten.key));
    }
  }
}
