package io.faultlore.engine;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.slice.Drops;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.track.StepTracker;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.FindingListener;
import io.faultlore.engine.task.agent.AgentLine;
import io.faultlore.engine.task.runtime.RuntimeLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The whole line: signals become slices and steps, these become vectors, heads judge them with what
 * memory recalls, and findings go to the listener.
 *
 * <p>The engine has one writer and no thread of its own: all methods are called by one thread, so
 * the same batches with the same seed give the same findings. Time comes in with the batches and
 * with {@link #advance}.
 *
 * <p>After a crash the journal gives back every batch behind {@link #trimPosition}. Batches that
 * memory's last commit already covers rebuild the open windows and baselines, but their findings
 * stay silent: they were reported before.
 */
public final class Engine implements AutoCloseable {
  private final RuntimeLine runtime;
  private final StepTracker steps;
  private final AgentLine agents;
  private final Memory memory;
  private final FindingListener listener;
  private final Consumer<AgentEvent> agentEvents;
  private final Retention retention;
  private final long reportedPosition;
  private long position;

  /**
   * An engine over the given memory.
   *
   * @param fast encodes every text
   * @param precise encodes texts whose verdict needs care; slower
   * @param agentEvents sees steps, hand-offs and runs as they are recognised
   */
  public Engine(
      EngineConfig config,
      Memory memory,
      TextEncoder fast,
      TextEncoder precise,
      FindingListener listener,
      Consumer<AgentEvent> agentEvents) {
    this.memory = requireNonNull(memory, "memory is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.agentEvents = requireNonNull(agentEvents, "agentEvents is null");
    this.runtime = new RuntimeLine(config.runtime(), memory, fast, config.seed());
    this.steps = new StepTracker(config.steps());
    this.agents = new AgentLine(config.agents(), memory, fast, precise, config.seed());
    this.retention = new Retention(config.historyNanos());
    this.reportedPosition = memory.committedPosition();
    this.position = reportedPosition;
  }

  /** Takes in signals that arrived together. */
  public void accept(SignalBatch batch) {
    position = batch.position();
    for (Signal signal : batch.signals()) {
      publish(runtime.accept(signal));
      steps.accept(signal).forEach(this::publish);
    }
    retention.passed(runtime.eventUnixNano(), position);
  }

  /**
   * Lets time pass without telemetry: windows close, idle runs end.
   *
   * @param nowUnixNano event time, never far ahead of what arrived
   */
  public void advance(long nowUnixNano) {
    publish(runtime.advance(nowUnixNano));
    steps.advance(nowUnixNano).forEach(this::publish);
  }

  /** Ends everything that is open, as if telemetry had ceased for good. */
  public void finish() {
    steps.flush().forEach(this::publish);
  }

  /** Event time of the newest telemetry, in nanoseconds since 1970; 0 before any. */
  public long eventUnixNano() {
    return runtime.eventUnixNano();
  }

  /** Questions about what is over, as an evaluation asks them. */
  public Hindsight hindsight() {
    return new Hindsight(memory, runtime, agents.review());
  }

  /** What a person says about a case; false when no such case is known. */
  public boolean label(String caseId, CaseLabel label) {
    if (!memory.label(caseId, label)) {
      return false;
    }
    memory
        .get(caseId)
        .ifPresent(
            labelled -> {
              switch (labelled.kind()) {
                case AGENT_RUN -> agents.labelled(labelled);
                case RUNTIME -> runtime.labelled(labelled);
                case AGENT_STEP -> {
                  // A step is labelled with its run.
                }
              }
            });
    return true;
  }

  /** Makes memory durable up to the last batch. */
  public void commit() {
    memory.commit(position);
  }

  /**
   * Journal position before which nothing is needed any more: what lies behind it rebuilds open
   * windows and baselines, and holds all that memory has not committed.
   *
   * @param bytesMax bytes that may be kept for baselines alone; beyond it the oldest are given up,
   *     so that a busy system does not fill its journal with history
   */
  public long trimPosition(long bytesMax) {
    return Math.min(
        memory.committedPosition(), Math.max(retention.position(), position - bytesMax));
  }

  /** How full every bounded structure is and what fell off an edge. */
  public Usage usage() {
    SortedMap<String, Double> filled = new TreeMap<>(runtime.fill());
    filled.putAll(steps.fill());
    filled.putAll(agents.fill());
    Map<Drop, Long> dropped = new LinkedHashMap<>();
    for (Drops.Reason reason : Drops.Reason.values()) {
      if (reason != Drops.Reason.LATE) {
        String word = reason.name().toLowerCase(Locale.ROOT);
        dropped.put(new Drop("runtime", word), runtime.drops().of(reason));
      }
    }
    steps.drops().forEach((reason, count) -> dropped.put(new Drop("agent", reason), count));
    agents.drops().forEach((reason, count) -> dropped.put(new Drop("agent", reason), count));
    return new Usage(
        filled,
        runtime.filledBy(),
        Map.of("runtime", runtime.drops().of(Drops.Reason.LATE), "agent", steps.reopened()),
        dropped);
  }

  /** What was left out of judgement, and why. */
  public record Drop(String pipeline, String reason) {}

  /**
   * How full the engine is.
   *
   * @param filled 0 to 1, by the name of the bound
   * @param filledBy who takes most of a bound that is filling up, by the name of the bound
   * @param late items that came too late, by pipeline
   * @param dropped items that a bound kept out
   */
  public record Usage(
      SortedMap<String, Double> filled,
      Map<String, String> filledBy,
      Map<String, Long> late,
      Map<Drop, Long> dropped) {}

  private void publish(AgentEvent event) {
    agentEvents.accept(event);
    publish(agents.on(event));
  }

  private void publish(List<Finding> findings) {
    if (position > reportedPosition || reportedPosition < 0) {
      findings.forEach(listener::on);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
