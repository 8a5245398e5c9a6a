package io.faultlore.engine.task.agent.evidence;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.encode.Redaction;
import io.faultlore.engine.encode.TextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.EvidenceRow.Act;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.evidence.StepView.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that is followed: what it has shown, and the evidence of its steps so far. */
public final class OpenRun {
  private final String caseId;
  private final boolean resumed;
  private final String app;
  private final TextEncoder encoder;
  private final AgentConfig config;
  private final RunState state;
  private Scaffold scaffold;
  private final List<Seen> seen = new ArrayList<>();
  private final List<EvidenceRow> rows = new ArrayList<>();
  private final List<StepVerdict> verdicts = new ArrayList<>();
  private boolean alarmed;
  private boolean lastFailed;

  /**
   * A run of which nothing was seen yet.
   *
   * @param resumed whether memory knew its case when its first step came
   */
  public OpenRun(
      String caseId, boolean resumed, Step first, TextEncoder encoder, AgentConfig config) {
    this.caseId = caseId;
    this.resumed = resumed;
    this.app = first.origin().app();
    this.scaffold = Scaffold.of(app);
    this.encoder = encoder;
    this.config = config;
    this.state = new RunState(encoder);
  }

  /** Measures a step that ended and keeps its evidence, unless the run holds its most already. */
  public EvidenceRow add(Step step) {
    if (state.task.isBlank()) {
      state.about(Redaction.redact(Texts.cut(step.task(), config.readChars())));
    }
    StepView before = state.previous;
    String result = before == null || !before.isTool() ? "" : before.output();
    StepView now = StepView.of(step, encoder, config, result);
    EvidenceRow evidence = evidence(now, before, StepFeatures.measure(now, state));
    if (rows.size() < config.stepsPerRunMax()) {
      seen.add(now.seen());
      rows.add(evidence);
      scaffold = scaffold.with(evidence);
    }
    return evidence;
  }

  /** Notes the verdict on the step that was added last; true when it is the run's first alarm. */
  public boolean judged(StepVerdict verdict) {
    if (verdicts.size() < rows.size()) {
      verdicts.add(verdict);
    }
    lastFailed = verdict.score() >= 1;
    boolean first = !alarmed && lastFailed;
    alarmed |= first;
    return first;
  }

  /** Verdicts on the steps that are kept. */
  public List<StepVerdict> verdicts() {
    return verdicts;
  }

  public boolean lastFailed() {
    return lastFailed;
  }

  /** Whether the kept evidence is that of these steps, in this order. */
  public boolean holds(List<Step> steps) {
    if (rows.size() != Math.min(steps.size(), config.stepsPerRunMax())) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).subject().equals(steps.get(i).spanId())) {
        return false;
      }
    }
    return true;
  }

  public String caseId() {
    return caseId;
  }

  public boolean isResumed() {
    return resumed;
  }

  public int steps() {
    return state.steps;
  }

  public String app() {
    return app;
  }

  /** How its system is built, as far as it has shown. */
  public Scaffold scaffold() {
    return scaffold;
  }

  /** The run so far, as a case without root-cause columns; for the verdict while it goes on. */
  public Case soFar(String run, long now) {
    return asCase(run, rows, now, now, false);
  }

  /**
   * The ended run as a case: EAGER's coarse entry (arXiv 2603.21522). One that was resumed begins
   * with those steps of its case before of which the spans are no longer known.
   */
  public Case ended(Run run, Optional<Case> before) {
    Map<String, String> agents = new HashMap<>();
    run.duplicates().forEach(duplicate -> agents.put(duplicate.spanId(), ""));
    run.steps().forEach(step -> agents.put(step.spanId(), step.agent()));
    List<EvidenceRow> resolved = new ArrayList<>();
    Optional<Case> known = before.filter(b -> resumed && b.schema().equals(StepFeature.SCHEMA));
    known.ifPresent(b -> resolved.addAll(b.rows()));
    resolved.removeIf(row -> agents.containsKey(row.subject()));
    long start = resolved.isEmpty() ? run.startUnixNano() : known.orElseThrow().startUnixNano();
    List<float[]> measured = RootFeatures.measure(seen, rows, state.task);
    for (int i = 0; i < rows.size() && resolved.size() < config.stepsPerRunMax(); i++) {
      EvidenceRow row = rows.get(i);
      resolved.add(
          new EvidenceRow(
              row.subject(),
              agents.getOrDefault(row.subject(), row.actor()),
              measured.get(i),
              row.text(),
              row.input(),
              row.tokens(),
              row.act()));
    }
    return asCase(run.run(), resolved, start, run.endUnixNano(), true);
  }

  private Case asCase(
      String run, List<EvidenceRow> evidence, long start, long end, boolean closed) {
    return new Case(
        caseId,
        Case.Kind.AGENT_RUN,
        app,
        run,
        start,
        end,
        new Observed(
            StepFeature.SCHEMA, closed ? embedding() : Optional.empty(), List.copyOf(evidence)),
        Conclusion.of(closed ? Phase.CLOSED : Phase.OPENED, List.of()),
        Optional.empty());
  }

  /**
   * An order-aware mean of the step vectors, later steps weighing up to twice as much: an untrained
   * reconstruction of EAGER's trace encoder (arXiv 2603.21522).
   */
  private Optional<Embedding> embedding() {
    float[] sum = new float[encoder.dimensions()];
    for (int k = 0; k < seen.size(); k++) {
      float[] step = seen.get(k).vector().values();
      double weight = 1 + (double) k / seen.size();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (weight * step[i]);
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += value * value;
    }
    if (squares == 0) {
      return Optional.empty();
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= (float) Math.sqrt(squares);
    }
    return Optional.of(new Embedding(sum, encoder.modelId() + ".run"));
  }

  private EvidenceRow evidence(StepView now, @Nullable StepView before, float[] features) {
    Step step = now.step();
    return new EvidenceRow(
        step.spanId(),
        step.agent(),
        features,
        Texts.cut(now.output(), config.rowTextChars()),
        Texts.tail(now.input(), config.rowInputChars()),
        List.of(
            "AG=" + now.agent(),
            "OP=" + now.operation(),
            "TOOL=" + now.tool(),
            "PREV=" + (before == null ? "-" : before.tool()),
            "AT=" + now.agent() + "|" + now.tool(),
            "OO=" + (before == null ? "-" : before.operation()) + ">" + now.operation()),
        Optional.of(new Act(step.origin().traceId(), now.operation(), now.tool(), step.content())));
  }
}
