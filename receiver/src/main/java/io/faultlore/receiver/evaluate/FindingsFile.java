package io.faultlore.receiver.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.SimilarCase;
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
  private final JsonGenerator json;

  FindingsFile(Path file) throws IOException {
    Writer writer = Files.newBufferedWriter(file);
    this.json = new JsonFactory().createGenerator(writer);
    // Each row ends its own line.
    json.setRootValueSeparator(null);
  }

  void meta(String version, String modelId, String protocol, long seed, String input)
      throws IOException {
    open("meta");
    json.writeStringField("faultlore_version", version);
    json.writeStringField("model_id", modelId);
    json.writeStringField("protocol", protocol);
    json.writeNumberField("seed", seed);
    json.writeStringField("input", input);
    end();
  }

  void slice(SliceVerdict verdict) throws IOException {
    open("slice");
    json.writeStringField("service", verdict.service());
    time("start_unix_nano", verdict.startUnixNano());
    time("end_unix_nano", verdict.endUnixNano());
    time("emitted_unix_nano", verdict.emittedUnixNano());
    json.writeNumberField("score", verdict.score());
    json.writeStringField("state", verdict.state().word());
    json.writeNumberField("distance", verdict.distance());
    end();
  }

  void failure(Failure failure) throws IOException {
    open("failure");
    json.writeStringField("id", failure.id());
    time("start_unix_nano", failure.startUnixNano());
    time("end_unix_nano", failure.endUnixNano());
    time("detected_unix_nano", failure.detectedUnixNano());
    ranked("suspects", "service", failure.suspects());
    ranked("types", "type", failure.types());
    end();
  }

  void diagnosis(Diagnosis diagnosis, String protocol, int fold) throws IOException {
    open("diagnosis");
    json.writeStringField("case", diagnosis.caseId());
    json.writeStringField("protocol", protocol);
    json.writeNumberField("fold", fold);
    ranked("suspects", "service", diagnosis.suspects());
    ranked("types", "type", diagnosis.types());
    json.writeArrayFieldStart("neighbours");
    for (SimilarCase similar : diagnosis.similar()) {
      json.writeString(similar.caseId());
    }
    json.writeEndArray();
    end();
  }

  /** One step; the span may be a second one that records the same call. */
  void step(StepVerdict verdict, String traceId, String spanId, String agent) throws IOException {
    open("step");
    json.writeStringField("trace_id", traceId);
    json.writeStringField("span_id", spanId);
    json.writeStringField("agent", agent);
    json.writeNumberField("score", verdict.score());
    ranked("types", "type", verdict.types());
    end();
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
    open("step_diagnosis");
    json.writeStringField("trace_id", traceId);
    json.writeStringField("span_id", spanId);
    json.writeStringField("protocol", protocol);
    json.writeNumberField("fold", fold);
    ranked("types", "type", types);
    json.writeArrayFieldStart("neighbours");
    for (List<String> pair : neighbours) {
      json.writeStartArray();
      for (String id : pair) {
        json.writeString(id);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    end();
  }

  void run(RunVerdict verdict, String traceId) throws IOException {
    open("run");
    json.writeStringField("trace_id", traceId);
    json.writeNumberField("score", verdict.score());
    names("suspect_steps", verdict.suspectSteps());
    names("suspect_agents", verdict.suspectAgents());
    end();
  }

  private void open(String kind) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void time(String field, long unixNano) throws IOException {
    json.writeStringField(field, Long.toString(unixNano));
  }

  private void ranked(String field, String nameField, List<Ranked> entries) throws IOException {
    json.writeArrayFieldStart(field);
    for (Ranked entry : entries) {
      json.writeStartObject();
      json.writeStringField(nameField, entry.name());
      json.writeNumberField("score", entry.score());
      if (!entry.place().isEmpty()) {
        json.writeStringField("instance", entry.place());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void names(String field, List<Ranked> entries) throws IOException {
    json.writeArrayFieldStart(field);
    for (Ranked entry : entries) {
      json.writeString(entry.name());
    }
    json.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
