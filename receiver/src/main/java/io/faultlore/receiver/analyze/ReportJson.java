package io.faultlore.receiver.analyze;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SimilarCase;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.Ranked;
import io.faultlore.receiver.analyze.Report.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report as one JSON object, for programs; times are decimal strings of nanoseconds. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static String of(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("spans", report.spans());
    root.put("metric_points", report.points());
    root.put("log_records", report.logs());
    root.put("rejected", report.rejected());
    root.put("runs", report.runCount());
    ArrayNode failures = root.putArray("failures");
    for (Entry entry : report.entries()) {
      switch (entry) {
        case Entry.OfServices(Failure failure) -> services(failures.addObject(), failure);
        case Entry.OfRun(RunVerdict run, var step) -> run(failures.addObject(), run, step);
      }
    }
    return root.toPrettyString();
  }

  private static void services(ObjectNode node, Failure failure) {
    node.put("scope", "runtime");
    node.put("id", failure.id());
    node.put("severity", failure.severity().name().toLowerCase(Locale.ROOT));
    node.put("start_unix_nano", Long.toString(failure.startUnixNano()));
    node.put("end_unix_nano", Long.toString(failure.endUnixNano()));
    node.put("detected_unix_nano", Long.toString(failure.detectedUnixNano()));
    node.put("kind", failure.types().isEmpty() ? "unknown" : failure.types().getFirst().name());
    ranked(node.putArray("suspects"), "service", failure.suspects());
    ranked(node.putArray("types"), "type", failure.types());
    failure.evidence().forEach(node.putArray("evidence")::add);
    similar(node.putArray("similar"), failure.similar());
    node.put("trace_id", failure.exampleTraceId());
  }

  private static void run(ObjectNode node, RunVerdict run, Optional<StepVerdict> step) {
    node.put("scope", "agent");
    node.put("id", run.run());
    node.put("app", run.app());
    node.put("start_unix_nano", Long.toString(run.startUnixNano()));
    node.put("end_unix_nano", Long.toString(run.endUnixNano()));
    node.put("score", run.score());
    node.put("kind", run.types().isEmpty() ? "unknown" : run.types().getFirst().name());
    node.put("mode", run.mode());
    step.ifPresent(
        verdict -> {
          ObjectNode at = node.putObject("step");
          at.put("index", verdict.index());
          at.put("trace_id", verdict.step().traceId());
          at.put("span_id", verdict.step().spanId());
          at.put("agent", verdict.step().agent());
        });
    ranked(node.putArray("suspect_steps"), "span_id", run.suspectSteps());
    ranked(node.putArray("suspect_agents"), "agent", run.suspectAgents());
    ranked(node.putArray("types"), "type", run.types());
    run.evidence().forEach(node.putArray("evidence")::add);
    similar(node.putArray("similar"), run.similar());
    run.advice().forEach(node.putArray("advice")::add);
    run.traceIds().forEach(node.putArray("trace_ids")::add);
  }

  private static void ranked(ArrayNode array, String nameField, List<Ranked> entries) {
    for (Ranked entry : entries) {
      array.addObject().put(nameField, entry.name()).put("score", entry.score());
    }
  }

  private static void similar(ArrayNode array, List<SimilarCase> cases) {
    for (SimilarCase found : cases) {
      array
          .addObject()
          .put("case", found.caseId())
          .put("similarity", found.similarity())
          .put("type", found.type())
          .put("remedy", found.remedy());
    }
  }
}
