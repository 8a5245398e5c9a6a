package io.faultlore.engine.report;

import static io.faultlore.engine.memory.Conclusion.UNKNOWN;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import java.util.List;

/** Verdicts as JSON for programs. Times are decimal strings of nanoseconds since 1970. */
public final class FindingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FindingJson() {}

  /** A failure of services. */
  public static ObjectNode of(Failure failure) {
    ObjectNode node = NODES.objectNode();
    node.put("scope", "runtime");
    node.put("id", failure.id());
    node.put("phase", failure.phase().word());
    node.put("severity", failure.severity().word());
    node.put("start_unix_nano", Long.toString(failure.startUnixNano()));
    node.put("end_unix_nano", Long.toString(failure.endUnixNano()));
    node.put("detected_unix_nano", Long.toString(failure.detectedUnixNano()));
    node.put("kind", Ranked.first(failure.types(), UNKNOWN));
    ranked(node.putArray("suspects"), "service", failure.suspects());
    ranked(node.putArray("types"), "type", failure.types());
    failure.evidence().forEach(node.putArray("evidence")::add);
    similar(node.putArray("similar"), failure.similar());
    node.put("trace_id", failure.exampleTraceId());
    return node;
  }

  /** A run of agents. */
  public static ObjectNode of(RunVerdict run) {
    ObjectNode node = NODES.objectNode();
    node.put("scope", "agent");
    node.put("id", OpenCase.idOf(run));
    node.put("phase", run.phase().word());
    node.put("run", run.run());
    node.put("app", run.app());
    node.put("start_unix_nano", Long.toString(run.startUnixNano()));
    node.put("end_unix_nano", Long.toString(run.endUnixNano()));
    node.put("score", run.score());
    node.put("kind", Ranked.first(run.types(), UNKNOWN));
    node.put("mode", run.mode().word());
    ranked(node.putArray("suspect_steps"), "span_id", run.suspectSteps());
    ranked(node.putArray("suspect_agents"), "agent", run.suspectAgents());
    ranked(node.putArray("types"), "type", run.types());
    run.evidence().forEach(node.putArray("evidence")::add);
    similar(node.putArray("similar"), run.similar());
    run.advice().forEach(node.putArray("advice")::add);
    run.traceIds().forEach(node.putArray("trace_ids")::add);
    return node;
  }

  /** Names with their scores, best first. */
  public static void ranked(ArrayNode array, String nameField, List<Ranked> entries) {
    for (Ranked entry : entries) {
      ObjectNode node = array.addObject().put(nameField, entry.name()).put("score", entry.score());
      if (!entry.place().isEmpty()) {
        node.put("instance", entry.place());
      }
    }
  }

  /** Earlier cases, most similar first. */
  public static void similar(ArrayNode array, List<SimilarCase> cases) {
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
