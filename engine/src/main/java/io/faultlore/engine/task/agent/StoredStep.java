package io.faultlore.engine.task.agent;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.EvidenceRow.Act;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.Step.Kind;
import java.util.List;

/** A step as far as stored evidence still tells it, for verdicts that are given later. */
final class StoredStep {
  private StoredStep() {}

  static Step of(Case run, EvidenceRow row) {
    Act act = row.act().orElseThrow();
    boolean tool = StepFeature.IS_TOOL.holds(row.features());
    return new Step(
        act.traceId(),
        row.subject(),
        "",
        run.subject(),
        run.scope(),
        row.actor(),
        tool ? Kind.TOOL : Kind.LLM,
        act.operation(),
        tool ? act.tool() : "",
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
        act.content());
  }
}
