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

/**
 * One replay of a data set in simulated time: batches go in at their times of arrival, findings are
 * written down, and labels come in as feedback when the protocol allows it.
 */
final class Evaluation {
  private final Truth truth;
  private final Protocol protocol;
  private final FindingsFile out;
  private final FaultQuestions faults;
  private final RunQuestions runs;
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private final List<StepVerdict> liveSteps = new ArrayList<>();
  private final Map<String, RunVerdict> liveRuns = new LinkedHashMap<>();

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
    for (Optional<CapturedBatch> next = captured.next(); next.isPresent(); next = captured.next()) {
      faults.askUntil(next.get().arrivalUnixNano(), offline.engine());
      offline.accept(next.get());
      runs.feedback(offline.engine());
    }
    offline.finish();
    runs.feedback(offline.engine());
    faults.askUntil(Long.MAX_VALUE, offline.engine());
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
