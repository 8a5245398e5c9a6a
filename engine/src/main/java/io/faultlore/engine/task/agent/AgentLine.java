package io.faultlore.engine.task.agent;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.AgentEvent.HandedOff;
import io.faultlore.engine.step.AgentEvent.RunEnded;
import io.faultlore.engine.step.AgentEvent.RunForgotten;
import io.faultlore.engine.step.AgentEvent.RunRenamed;
import io.faultlore.engine.step.AgentEvent.StepEnded;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.HandoffSeen;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.agent.evidence.OpenRun;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import io.faultlore.engine.task.agent.learned.Models;
import io.faultlore.engine.task.agent.learned.SystemModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agents' line: judges each step when it ends and each run when it fails or ends, and remembers
 * the run. Rules judge from the first minute; once runs of the same system are labelled, what was
 * learned from them joins in. Knowledge never crosses from one system to another, because it does
 * not carry over; a system is what is built alike, whatever its services are called.
 *
 * <p>Called by the engine's one writer thread.
 */
public final class AgentLine {
  private final AgentConfig config;
  private final Memory memory;
  private final TextEncoder fast;
  private final Models models;
  private final RunReview review;

  /** By run key; the step tracker alone decides which are open, and says when one is forgotten. */
  private final Map<String, OpenRun> runs = new HashMap<>();

  private long stepsNotKept;
  private long beginningsForgotten;

  /**
   * A line without any run.
   *
   * @param fast encodes every step, for geometry
   * @param precise encodes steps that fail or were labelled, for recall and types
   */
  public AgentLine(
      AgentConfig config, Memory memory, TextEncoder fast, TextEncoder precise, long seed) {
    this.config = requireNonNull(config, "config is null");
    this.memory = requireNonNull(memory, "memory is null");
    this.fast = requireNonNull(fast, "fast is null");
    this.models = new Models(memory, requireNonNull(precise, "precise is null"), config, seed);
    this.review = new RunReview(memory, models);
  }

  /** Takes an event in and returns what follows from it, in order. */
  public List<Finding> on(AgentEvent event) {
    return switch (event) {
      case RunRenamed(String from, String to) -> {
        renamed(from, to);
        yield List.of();
      }
      case StepEnded(Step step) -> judge(step);
      case HandedOff(Handoff handoff) -> handedOff(handoff);
      case RunEnded(Run run) -> close(run);
      case RunForgotten(String run) -> {
        runs.remove(run);
        yield List.of();
      }
    };
  }

  /**
   * A label of a run arrived: its marked steps become fine entries, and models learn anew when they
   * are asked next.
   *
   * @param run the run's case with its label
   */
  public void labelled(Case run) {
    if (run.kind() == Case.Kind.AGENT_RUN && run.schema().equals(StepFeature.SCHEMA)) {
      models.labelled(run);
    }
  }

  /** Judges what memory holds of runs that are over. */
  public RunReview review() {
    return review;
  }

  /** How full every bound is, 0 to 1, by its name. */
  public Map<String, Double> fill() {
    return models.fill();
  }

  /** What was left out, by reason. */
  public Map<String, Long> drops() {
    return Map.of(
        "steps_not_kept",
        stepsNotKept,
        "beginning_forgotten",
        beginningsForgotten,
        "scaffolds_forgotten",
        models.scaffoldsForgotten());
  }

  /**
   * A run whose case is known goes on after it was forgotten, or is read again from the journal.
   */
  private OpenRun follow(Step first) {
    String caseId = first.origin().traceId();
    return new OpenRun(caseId, memory.get(caseId).isPresent(), first, fast, config);
  }

  /** Two traces of one run: what the first has shown is measured against until the run ends. */
  private void renamed(String from, String to) {
    OpenRun open = runs.remove(from);
    if (open != null) {
      runs.putIfAbsent(to, open);
    }
  }

  private List<Finding> judge(Step step) {
    OpenRun run = runs.computeIfAbsent(step.origin().run(), _ -> follow(step));
    int index = run.steps();
    EvidenceRow row = run.add(step);
    stepsNotKept += index >= config.stepsPerRunMax() ? 1 : 0;
    String app = models.called(run.scaffold(), run.app());
    Step.Origin origin = step.origin().of(app);
    long now = origin.endUnixNano();
    SystemModel model = review.model(run.scaffold(), run.caseId(), RunReview.EVERYTHING);
    StepVerdict verdict = Verdicts.step(origin, step.action().word(), index, row, model, now);
    List<Finding> findings = new ArrayList<>();
    findings.add(verdict);
    if (run.judged(verdict)) {
      findings.add(
          Verdicts.run(
              run.soFar(origin.run(), now),
              app,
              List.of(origin.traceId()),
              Phase.OPENED,
              run.verdicts(),
              model,
              List.of(),
              !step.content(),
              now));
    }
    return findings;
  }

  private List<Finding> handedOff(Handoff handoff) {
    OpenRun run = runs.get(handoff.run());
    if (run == null) {
      return List.of();
    }
    String app = models.called(run.scaffold(), run.app());
    return List.of(new HandoffSeen(app, handoff, run.lastFailed(), handoff.unixNano()));
  }

  private List<Finding> close(Run run) {
    OpenRun open = runs.get(run.run());
    if (open == null || !open.holds(run.steps())) {
      // Renamed, or a span turned out to be a second record of a step.
      String caseId = open == null ? run.traceIds().getFirst() : open.caseId();
      boolean resumed = open != null && open.isResumed();
      open = new OpenRun(caseId, resumed, run.steps().getFirst(), fast, config);
      run.steps().forEach(open::add);
    }
    Optional<Case> before = memory.get(open.caseId());
    Case whole = open.ended(run, before);
    beginningsForgotten += whole.startUnixNano() < run.startUnixNano() ? 1 : 0;
    models.ended(before.flatMap(Case::label).map(whole::withLabel).orElse(whole));
    RunVerdict verdict = review.judge(whole, run.traceIds(), RunReview.EVERYTHING).run();
    memory.remember(whole.withConclusion(verdict.concluded()));
    // A label that came in between is now one of a longer run.
    before
        .filter(b -> b.label().isPresent() && b.rows().size() < whole.rows().size())
        .flatMap(b -> memory.get(b.id()))
        .ifPresent(this::labelled);
    return List.of(verdict);
  }
}
