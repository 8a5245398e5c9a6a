package io.faultlore.engine.step.track;

import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Handoff.Source;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.dialect.Facts;
import java.util.List;

/** Reports steps while their run goes on, each call once. */
final class Reporter {
  private final OpenTraces traces;

  Reporter(OpenTraces traces) {
    this.traces = traces;
  }

  /** A span told a run key; until now the trace id stood for it. */
  void learnKey(Trace open, Node node, List<AgentEvent> out) {
    String key = node.runKey();
    if (!key.isBlank() && open.key.equals(open.id) && !key.equals(open.key)) {
      traces.rename(open, key, out);
    }
  }

  void report(Trace open, Node node, List<AgentEvent> out) {
    if (node.reported || open.ended || isToldAlready(open, node)) {
      return;
    }
    Step step = open.step(node, open.key, node.said().kind());
    node.reported = true;
    out.add(new AgentEvent.StepEnded(step));
    handOffs(step, node, out);
  }

  /** Another span of the same call was reported, and this one adds no output. */
  private static boolean isToldAlready(Trace trace, Node node) {
    boolean adds = node.said().hasOutput();
    return trace.sameCallAbove(node).filter(Node::isReported).isPresent()
        || trace.sameCallBelow(node).stream()
            .anyMatch(inner -> inner.reported && (inner.said().hasOutput() || !adds));
  }

  /** Hand-offs that the step itself tells, both ends known. */
  private static void handOffs(Step step, Node node, List<AgentEvent> out) {
    for (Facts.Stated stated : node.said().handoffs()) {
      String from = stated.from().isBlank() ? step.agent() : stated.from();
      add(step, from, stated.to(), stated.source(), out);
    }
    if (node.said().handoffs().isEmpty()) {
      Handoffs.target(step).ifPresent(to -> add(step, step.agent(), to, Source.TOOL_NAME, out));
    }
  }

  private static void add(Step step, String from, String to, Source source, List<AgentEvent> out) {
    Step.Origin origin = step.origin();
    if (!from.isBlank() && !to.isBlank()) {
      out.add(
          new AgentEvent.HandedOff(
              new Handoff(origin.run(), origin.traceId(), from, to, source, origin.endUnixNano())));
    }
  }
}
