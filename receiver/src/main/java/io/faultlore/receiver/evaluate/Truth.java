package io.faultlore.receiver.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The labels of a data set ({@code labels.jsonl}). They reach the engine only as feedback, after
 * the fact and under the protocol's rules.
 */
record Truth(List<Fault> faults, List<RunLabel> runs, List<StepLabel> steps) {

  Truth {
    faults = List.copyOf(faults);
    runs = List.copyOf(runs);
    steps = List.copyOf(steps);
  }

  /** Whether verdicts on services belong to the answer: not where only agents were labelled. */
  boolean asksServices() {
    return !faults.isEmpty() || runs.isEmpty();
  }

  /** A failure of services. */
  record Fault(String id, long startUnixNano, long endUnixNano, String service, String type) {}

  /** A run of agents; an empty group means that it stands alone. */
  record RunLabel(String id, String traceId, String outcome, String group, boolean exhaustive) {
    boolean failed() {
      return outcome.equals("failed");
    }

    boolean judged() {
      return !outcome.equals("unknown");
    }
  }

  /** A failing step; the type is the empty string when the set names none. */
  record StepLabel(String traceId, String spanId, String agent, String type, boolean rootCause) {}

  /**
   * Reads {@code labels.jsonl}; a directory without one has no labels.
   *
   * @throws IOException when a line is no label; the message names file and line
   */
  static Truth read(Path directory) throws IOException {
    Path file = directory.resolve("labels.jsonl");
    List<Fault> faults = new ArrayList<>();
    List<RunLabel> runs = new ArrayList<>();
    List<StepLabel> steps = new ArrayList<>();
    if (Files.exists(file)) {
      ObjectMapper json = new ObjectMapper();
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          read(json.readTree(line), faults, runs, steps);
        } catch (IOException | IllegalArgumentException broken) {
          throw new IOException(file + ":" + number + ": not a label: " + broken.getMessage());
        }
      }
    }
    return new Truth(faults, runs, steps);
  }

  private static void read(
      JsonNode row, List<Fault> faults, List<RunLabel> runs, List<StepLabel> steps) {
    switch (text(row, "kind")) {
      case "fault" ->
          faults.add(
              new Fault(
                  required(row, "case"),
                  Long.parseLong(required(row, "start_unix_nano")),
                  Long.parseLong(required(row, "end_unix_nano")),
                  required(row, "service"),
                  text(row, "type")));
      case "run" ->
          runs.add(
              new RunLabel(
                  required(row, "case"),
                  required(row, "trace_id"),
                  text(row, "outcome"),
                  text(row, "group"),
                  row.path("exhaustive").asBoolean()));
      case "step" ->
          steps.add(
              new StepLabel(
                  required(row, "trace_id"),
                  required(row, "span_id"),
                  text(row, "agent"),
                  text(row, "type"),
                  row.path("root_cause").asBoolean()));
      case "change" -> {
        // A change is no failure: there is nothing that a user would give feedback on.
      }
      default -> throw new IllegalArgumentException("unknown kind " + row.path("kind"));
    }
  }

  private static String text(JsonNode row, String field) {
    JsonNode value = row.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  private static String required(JsonNode row, String field) {
    String value = text(row, field);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("no " + field);
    }
    return value;
  }
}
