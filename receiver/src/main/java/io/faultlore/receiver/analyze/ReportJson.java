package io.faultlore.receiver.analyze;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.report.FindingJson;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.receiver.analyze.Report.Entry;
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
    ObjectNode leftOut = root.putObject("left_out");
    report.leftOut().forEach(leftOut::put);
    root.put("runs", report.runCount());
    ArrayNode failures = root.putArray("failures");
    for (Entry entry : report.entries()) {
      switch (entry) {
        case Entry.OfServices(Failure failure) -> failures.add(FindingJson.of(failure));
        case Entry.OfRun(RunVerdict run, var step) -> failures.add(run(run, step));
      }
    }
    return root.toPrettyString();
  }

  private static ObjectNode run(RunVerdict run, Optional<StepVerdict> step) {
    ObjectNode node = FindingJson.of(run);
    step.ifPresent(
        verdict -> {
          ObjectNode at = node.putObject("step");
          at.put("index", verdict.index());
          at.put("trace_id", verdict.step().traceId());
          at.put("span_id", verdict.step().spanId());
          at.put("agent", verdict.step().agent());
        });
    return node;
  }
}
