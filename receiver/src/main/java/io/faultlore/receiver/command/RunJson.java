package io.faultlore.receiver.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run as JSON lines: its steps, each hand-off once, and a summary. */
final class RunJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RunJson() {}

  static String lines(Run run) {
    StringBuilder out = new StringBuilder();
    run.steps().forEach(step -> out.append(step(step)).append('\n'));
    Set<String> printed = new HashSet<>();
    for (Handoff edge : run.handoffs()) {
      if (printed.add(edge.from() + '\n' + edge.to() + '\n' + edge.source().word())) {
        out.append(edge(edge)).append('\n');
      }
    }
    out.append(summary(run)).append('\n');
    return out.toString();
  }

  private static ObjectNode step(Step step) {
    ObjectNode fields = NODES.objectNode();
    fields.put("trace_id", step.origin().traceId());
    fields.put("span_id", step.spanId());
    fields.put("run", step.origin().run());
    fields.put("agent", orNull(step.agent()));
    fields.put("kind", word(step.kind()));
    fields.put("tool", orNull(step.action().tool()));
    fields.put("error", step.action().failed());
    fields.put("text", step.output().text());
    fields.put("input_tail", step.input().text());
    fields.put("reasoning", orNull(step.output().reasoning()));
    fields.put("operation", orNull(step.action().operation()));
    fields.put("start_unix_nano", Long.toString(step.origin().startUnixNano()));
    fields.put("end_unix_nano", Long.toString(step.origin().endUnixNano()));
    if (step.tokens().input() >= 0 || step.tokens().output() >= 0) {
      fields.put("input_tokens", known(step.tokens().input()));
      fields.put("output_tokens", known(step.tokens().output()));
    }
    return fields;
  }

  private static ObjectNode edge(Handoff edge) {
    ObjectNode fields = NODES.objectNode();
    fields.put("edge", true);
    fields.put("run", edge.run());
    fields.put("trace_id", edge.traceId());
    fields.put("from", edge.from());
    fields.put("to", edge.to());
    fields.put("source", edge.source().word());
    fields.put("trust", word(edge.trust()));
    return fields;
  }

  private static ObjectNode summary(Run run) {
    ObjectNode fields = NODES.objectNode();
    fields.put("run_summary", true);
    fields.put("run", run.run());
    fields.put("trace_id", run.traceIds().getFirst());
    run.traceIds().forEach(fields.putArray("trace_ids")::add);
    fields.put("app", orNull(run.app()));
    fields.put("task", orNull(run.task()));
    fields.put("content_mode", run.structureOnly() ? "structure_only" : "full");
    fields.put("steps", run.steps().size());
    fields.put("duplicates", run.duplicates().size());
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }

  private static @Nullable Long known(long tokens) {
    return tokens < 0 ? null : Long.valueOf(tokens);
  }
}
