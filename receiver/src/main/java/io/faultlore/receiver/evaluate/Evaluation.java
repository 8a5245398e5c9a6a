package io.faultlore.receiver.evaluate;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.receiver.offline.OfflineEngine;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One replay of a data set in simulated time: batches go in at their times of arrival, findings are
 * written down, and labels come in as feedback when the protocol allows it.
 */
final class Evaluation {
  /** How often it is looked how full the bounds are; nothing fills and empties faster. */
  private static final long USAGE_NANOS = 15_000_000_000L;

  private final Truth truth;
  private final Protocol protocol;
  private final FindingsFile out;
  private final FaultQuestions faults;
  private final RunQuestions runs;
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final List<StepVerdict> liveSteps = new ArrayList<>();
  private final Map<String, RunVerdict> liveRuns = new LinkedHashMap<>();
  private final SortedMap<String, Double> fullest = new TreeMap<>();

  Evaluation(Truth truth, Protocol protocol, long seed, FindingsFile out) {
    this.truth = truth;
    this.protocol = protocol;
    this.out = out;
    this.faults = new FaultQuestions(truth.faults(), protocol, seed, out);
    this.runs = new RunQuestions(truth, protocol, seed, out);
  }

  /** What the engine reports while it replays. */
  void on(Finding finding) {
    try {
      switch (finding) {
        case SliceVerdict slice when truth.asksServices() -> out.slice(slice);
        case SliceVerdict slice -> {
          // Whoever labelled only runs of agents cannot judge services.
        }
        case Failure failure -> failures.put(failure.id(), failure);
        case StepVerdict step -> liveSteps.add(step);
        case RunVerdict run when run.phase() == Phase.CLOSED -> liveRuns.put(run.run(), run);
        case RunVerdict run -> {
          // An early warning; the closed verdict follows.
        }
        case Finding.HandoffSeen handoff -> {
          // Not part of the findings format.
        }
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  void on(AgentEvent event) {
    if (event instanceof AgentEvent.RunEnded(var run)) {
      runs.ended(run);
    }
  }

  /**
   * Replays the whole set.
   *
   * @throws IOException when a file is broken or the findings cannot be written
   */
  void replay(OfflineEngine offline, CapturedFiles captured) throws IOException {
    long looked = 0;
    for (Optional<CapturedBatch> next = captured.next(); next.isPresent(); next = captured.next()) {
      long arrival = next.get().arrivalUnixNano();
      if (arrival - looked >= USAGE_NANOS) {
        usage(offline.engine());
        looked = arrival;
      }
      faults.askUntil(arrival, offline.engine());
      offline.accept(next.get());
      runs.feedback(offline.engine());
    }
    offline.finish();
    runs.feedback(offline.engine());
    faults.askUntil(Long.MAX_VALUE, offline.engine());
  }

  /** How full each bound has been at most so far, and what was dropped. */
  Engine.Usage usage(Engine engine) {
    Engine.Usage now = engine.usage();
    now.filled().forEach((bound, share) -> fullest.merge(bound, share, Math::max));
    return new Engine.Usage(fullest, now.filledBy(), now.late(), now.dropped());
  }

  /** Asks what the protocol asks at the end, and writes what the live line reported. */
  void answer(Engine engine) throws IOException {
    if (truth.asksServices()) {
      for (Failure failure : failures.values()) {
        out.failure(failure);
      }
    }
    faults.answer(engine);
    if (truth.runs().isEmpty() || protocol instanceof Protocol.Prequential) {
      runs.writeLive(liveSteps, liveRuns);
    } else {
      runs.judgeAgain(engine);
    }
    runs.diagnoseSteps(engine);
  }
}
