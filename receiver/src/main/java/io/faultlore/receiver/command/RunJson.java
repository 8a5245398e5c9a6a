package io.faultlore.receiver.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultlore.engine.step.Handoff;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run as JSON lines: its steps, each hand-off once, and a summary. */
final class RunJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunJson() {}

  static String lines(Run run) {
    StringBuilder out = new StringBuilder();
    run.steps().forEach(step -> line(step(step), out));
    Set<String> printed = new HashSet<>();
    for (Handoff edge : run.handoffs()) {
      if (printed.add(edge.from() + '\n' + edge.to() + '\n' + edge.source().word())) {
        line(edge(edge), out);
      }
    }
    line(summary(run), out);
    return out.toString();
  }

  private static Map<String, @Nullable Object> step(Step step) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
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
      fields.put("input_tokens", step.tokens().input() < 0 ? null : step.tokens().input());
      fields.put("output_tokens", step.tokens().output() < 0 ? null : step.tokens().output());
    }
    return fields;
  }

  private static Map<String, @Nullable Object> edge(Handoff edge) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("edge", true);
    fields.put("run", edge.run());
    fields.put("trace_id", edge.traceId());
    fields.put("from", edge.from());
    fields.put("to", edge.to());
    fields.put("source", edge.source().word());
    fields.put("trust", word(edge.trust()));
    return fields;
  }

  private static Map<String, @Nullable Object> summary(Run run) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("run_summary", true);
    fields.put("run", run.run());
    fields.put("trace_id", run.traceIds().getFirst());
    fields.put("trace_ids", run.traceIds());
    fields.put("app", orNull(run.app()));
    fields.put("task", orNull(run.task()));
    fields.put("content_mode", run.structureOnly() ? "structure_only" : "full");
    fields.put("steps", run.steps().size());
    fields.put("duplicates", run.duplicates().size());
    return fields;
  }

  private static void line(Map<String, @Nullable Object> fields, StringBuilder out) {
    try {
      out.append(MAPPER.writeValueAsString(fields)).append('\n');
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("plain values cannot be written as JSON", impossible);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }
}
