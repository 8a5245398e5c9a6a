package io.faultlore.engine.task.agent;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import java.util.List;

/** A step as far as stored evidence still tells it, for verdicts that are given later. */
final class StoredStep {
  private StoredStep() {}

  static Step of(Case run, EvidenceRow row) {
    return new Step(
        RunEvidence.traceId(run, row),
        row.subject(),
        "",
        run.subject(),
        run.scope(),
        row.actor(),
        StepFeature.IS_TOOL.holds(row.features()) ? Kind.TOOL : Kind.LLM,
        token(row, "OP="),
        StepFeature.IS_TOOL.holds(row.features()) ? token(row, "TOOL=") : "",
        StepFeature.STATUS_ERROR.holds(row.features()),
        row.text(),
        "",
        "",
        row.input(),
        "",
        List.of(),
        run.startUnixNano(),
        run.endUnixNano(),
        -1,
        -1,
        !RunEvidence.structureOnly(row));
  }

  private static String token(EvidenceRow row, String prefix) {
    return row.tokens().stream()
        .filter(token -> token.startsWith(prefix))
        .map(token -> token.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
