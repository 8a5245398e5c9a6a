package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {
  @TempDir private Path directory = Path.of("unset");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void jsonHasStepsEdgesAndSummaryOfEveryRun() throws IOException {
    assertEquals(0, inspect("--json", capture("a.jsonl", "conv-1").toString()));

    List<JsonNode> lines = lines();
    assertEquals(4, lines.size());
    JsonNode step = lines.getFirst();
    assertEquals("1".repeat(16), step.path("span_id").asText());
    assertEquals("conv-1", step.path("run").asText());
    assertEquals("guide", step.path("agent").asText());
    assertEquals("llm", step.path("kind").asText());
    assertTrue(step.path("tool").isNull());
    assertFalse(step.path("error").asBoolean());
    assertEquals("Take\u001b[31m line 4.", step.path("text").asText());
    assertEquals("Which line?", step.path("input_tail").asText());
    JsonNode edge = lines.get(2);
    assertEquals("guide", edge.path("from").asText());
    assertEquals("driver", edge.path("to").asText());
    assertEquals("gen_ai.transfer", edge.path("source").asText());
    assertEquals("stated", edge.path("trust").asText());
    JsonNode summary = lines.get(3);
    assertEquals("full", summary.path("content_mode").asText());
    assertEquals(2, summary.path("steps").asInt());
  }

  @Test
  void tableCannotSteerTheTerminal() throws IOException {
    assertEquals(0, inspect(capture("a.jsonl", "conv-1").toString()));

    assertTrue(out.toString().contains("guide"), out.toString());
    assertTrue(out.toString().contains("guide -> driver  (gen_ai.transfer, stated)"));
    assertFalse(out.toString().contains("\u001b"));
  }

  @Test
  void eachKeepsCapturesOfEqualRunKeysApart() throws IOException {
    String first = capture("a.jsonl", "conv-1").toString();
    String second =
        Files.writeString(
                directory.resolve("b.jsonl"),
                Files.readString(Path.of(first)).replace("aaaa", "bbbb"))
            .toString();

    assertEquals(0, inspect("--json", first, second));
    assertEquals(1, summaries());
    out.getBuffer().setLength(0);
    assertEquals(0, inspect("--json", "--each", first, second));
    assertEquals(2, summaries());
  }

  @Test
  void findingNothingIsNoSuccessAndSaysWhatWasLeftOut() throws IOException {
    String old = "{\"resourceSpans\":[{\"instrumentationLibrarySpans\":[{\"spans\":[{},{}]}]}]}";
    Path file = Files.writeString(directory.resolve("old.jsonl"), old + "\n");

    assertEquals(1, inspect(file.toString()));

    assertTrue(err.toString().contains("no agent telemetry found"), err.toString());
    assertTrue(
        err.toString().contains("old.jsonl, line 1: rejected 2 of the spans"), err.toString());
  }

  @Test
  void missingFileIsOneLineAndExitCodeTwo() {
    assertEquals(2, inspect(directory.resolve("none.jsonl").toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  private int inspect(String... args) {
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new InspectCommand())
        .setExecutionExceptionHandler(errors)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private long summaries() throws IOException {
    return lines().stream().filter(line -> line.has("run_summary")).count();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private Path capture(String name, String conversation) throws IOException {
    String chat =
        span(
            "1".repeat(16),
            "chat m",
            1,
            text("gen_ai.operation.name", "chat"),
            text("gen_ai.agent.name", "guide"),
            text("gen_ai.conversation.id", conversation),
            text("gen_ai.input.messages", "[{'role':'user','content':'Which line?'}]"),
            text(
                "gen_ai.output.messages",
                "[{'role':'assistant','content':'Take\\\\u001b[31m line 4.'}]"));
    String transfer =
        span(
            "2".repeat(16),
            "execute_tool pass",
            2,
            text("gen_ai.operation.name", "execute_tool"),
            text("gen_ai.agent.name", "guide"),
            text("gen_ai.tool.name", "pass"),
            text("gen_ai.transfer.target.name", "driver"));
    return Files.writeString(
        directory.resolve(name),
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s,%s]}]}]}\n".formatted(chat, transfer));
  }

  private static String span(String id, String name, int second, String... attributes) {
    return """
        {"traceId":"%s","spanId":"%s","name":"%s","kind":3,"startTimeUnixNano":"%d000000000",\
        "endTimeUnixNano":"%d000000000","attributes":[%s]}"""
        .formatted(
            "a".repeat(32),
            id,
            name,
            1_700_000_000 + second,
            1_700_000_001 + second,
            String.join(",", attributes));
  }

  private static String text(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}"
        .formatted(key, value.replace("'", "\\\""));
  }
}
