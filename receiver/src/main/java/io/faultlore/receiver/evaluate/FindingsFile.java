package io.faultlore.receiver.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.report.FindingJson;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code findings.jsonl}: one JSON object a line. Nothing that depends on the clock is
 * written, so the same seed gives the same bytes.
 */
final class FindingsFile implements Closeable {
  private final Writer file;

  FindingsFile(Path file) throws IOException {
    this.file = Files.newBufferedWriter(file);
  }

  void meta(String version, String modelId, String protocol, long seed, String input)
      throws IOException {
    write(
        row("meta")
            .put("faultlore_version", version)
            .put("model_id", modelId)
            .put("protocol", protocol)
            .put("seed", seed)
            .put("input", input));
  }

  void slice(SliceVerdict verdict) throws IOException {
    write(
        row("slice")
            .put("service", verdict.service())
            .put("start_unix_nano", Long.toString(verdict.startUnixNano()))
            .put("end_unix_nano", Long.toString(verdict.endUnixNano()))
            .put("emitted_unix_nano", Long.toString(verdict.emittedUnixNano()))
            .put("score", verdict.score())
            .put("state", verdict.state().word())
            .put("distance", verdict.distance()));
  }

  void failure(Failure failure) throws IOException {
    ObjectNode row =
        row("failure")
            .put("id", failure.id())
            .put("start_unix_nano", Long.toString(failure.startUnixNano()))
            .put("end_unix_nano", Long.toString(failure.endUnixNano()))
            .put("detected_unix_nano", Long.toString(failure.detectedUnixNano()));
    FindingJson.ranked(row.putArray("suspects"), "service", failure.suspects());
    FindingJson.ranked(row.putArray("types"), "type", failure.types());
    write(row);
  }

  void diagnosis(Diagnosis diagnosis, String protocol, int fold) throws IOException {
    ObjectNode row =
        row("diagnosis")
            .put("case", diagnosis.caseId())
            .put("protocol", protocol)
            .put("fold", fold);
    FindingJson.ranked(row.putArray("suspects"), "service", diagnosis.suspects());
    FindingJson.ranked(row.putArray("types"), "type", diagnosis.types());
    ArrayNode neighbours = row.putArray("neighbours");
    diagnosis.similar().forEach(similar -> neighbours.add(similar.caseId()));
    write(row);
  }

  /** One step; the span may be a second one that records the same call. */
  void step(StepVerdict verdict, String traceId, String spanId, String agent) throws IOException {
    ObjectNode row =
        row("step")
            .put("trace_id", traceId)
            .put("span_id", spanId)
            .put("agent", agent)
            .put("score", verdict.score());
    FindingJson.ranked(row.putArray("types"), "type", verdict.types());
    write(row);
  }

  /**
   * @param neighbours pairs of trace id and span id, best first
   */
  void stepDiagnosis(
      String traceId,
      String spanId,
      String protocol,
      int fold,
      List<Ranked> types,
      List<List<String>> neighbours)
      throws IOException {
    ObjectNode row =
        row("step_diagnosis")
            .put("trace_id", traceId)
            .put("span_id", spanId)
            .put("protocol", protocol)
            .put("fold", fold);
    FindingJson.ranked(row.putArray("types"), "type", types);
    ArrayNode pairs = row.putArray("neighbours");
    neighbours.forEach(pair -> pair.forEach(pairs.addArray()::add));
    write(row);
  }

  void run(RunVerdict verdict, String traceId) throws IOException {
    ObjectNode row = row("run").put("trace_id", traceId).put("score", verdict.score());
    ArrayNode steps = row.putArray("suspect_steps");
    verdict.suspectSteps().forEach(step -> steps.add(step.name()));
    ArrayNode agents = row.putArray("suspect_agents");
    verdict.suspectAgents().forEach(agent -> agents.add(agent.name()));
    write(row);
  }

  private static ObjectNode row(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  private void write(ObjectNode row) throws IOException {
    file.append(row.toString()).append('\n');
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
