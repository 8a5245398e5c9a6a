package io.faultlore.receiver.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.world.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Labels as lines of {@code labels.jsonl}, in the evaluation format. */
final class LabelJson {
  private LabelJson() {}

  static String line(Label label) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("case", label.id());
    switch (label) {
      case Label.Fault fault -> {
        json.put("kind", "fault");
        period(json, fault.startUnixNano(), fault.endUnixNano());
        json.put("service", fault.service());
        if (!fault.instance().isEmpty()) {
          json.put("instance", fault.instance());
        }
        json.put("type", fault.type());
        fault.victims().forEach(json.putArray("victims")::add);
      }
      case Label.Change change -> {
        json.put("kind", "change");
        period(json, change.startUnixNano(), change.endUnixNano());
        json.put("service", change.service());
        json.put("type", change.type());
      }
      case Label.Run run -> {
        json.put("kind", "run");
        json.put("trace_id", run.traceId());
        json.put("outcome", run.failed() ? "failed" : "ok");
        json.put("group", run.group());
        json.put("exhaustive", true);
      }
      case Label.Step step -> {
        json.put("kind", "step");
        json.put("trace_id", step.traceId());
        json.put("span_id", step.spanId());
        json.put("agent", step.agent());
        json.put("type", step.type());
        json.put("root_cause", step.rootCause());
      }
    }
    return json.toString();
  }

  /**
   * The faults among the labels of a data set; none where it has no labels.
   *
   * @throws IOException when a line is not JSON
   */
  static List<FaultReach.Window> faults(Path folder) throws IOException {
    Path file = folder.resolve("labels.jsonl");
    List<FaultReach.Window> faults = new ArrayList<>();
    if (Files.exists(file)) {
      ObjectMapper json = new ObjectMapper();
      for (String line : Files.readAllLines(file)) {
        JsonNode label = json.readTree(line);
        if (label.path("kind").asText().equals("fault")) {
          faults.add(
              new FaultReach.Window(
                  label.path("service").asText(),
                  label.path("start_unix_nano").asLong(),
                  label.path("end_unix_nano").asLong()));
        }
      }
    }
    return faults;
  }

  private static void period(ObjectNode json, long start, long end) {
    json.put("start_unix_nano", Long.toString(start));
    json.put("end_unix_nano", Long.toString(end));
  }
}
