package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyzeCommandTest {
  private static final Path SHOP = Path.of("src/test/resources/captures/shop");

  @TempDir private Path folder = Path.of("unset");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int analyze(String... arguments) {
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new AnalyzeCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .execute(arguments);
  }

  @Test
  void failuresAreNamedInOrderOfTime() throws IOException {
    assertEquals(1, analyze("--json", SHOP.toString()));
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertEquals(2, report.path("failures").size());
    assertEquals("pricing", report.at("/failures/0/suspects/0/service").asText());
    assertEquals("shipping", report.at("/failures/1/suspects/0/service").asText());
    assertTrue(report.at("/failures/0/evidence").size() >= 3);
    assertEquals("unknown", report.at("/failures/0/kind").asText());
  }

  @Test
  void nothingFoundIsSuccess() throws IOException {
    Path file = folder.resolve("one.jsonl");
    Files.writeString(
        file,
        """
        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},\
        "scopeLogs":[{"logRecords":[{"timeUnixNano":"1700000000000000000","body":{"stringValue":"ready"}}]}]}]}
        """);
    assertEquals(0, analyze(file.toString()));
    assertTrue(out.toString().contains("1 log record"), out::toString);
  }

  @Test
  void telemetryThatLeadsToNothingIsBadInputAndSaysWhy() throws IOException {
    Path file = folder.resolve("old.jsonl");
    Files.writeString(
        file, "{\"resourceSpans\":[{\"instrumentationLibrarySpans\":[{\"spans\":[{}]}]}]}\n");
    assertEquals(2, analyze(file.toString()));
    assertTrue(err.toString().contains("line 1: rejected 1 of the spans"), err::toString);
  }

  @Test
  void badInputIsOneLine() throws IOException {
    Path torn = folder.resolve("traces.jsonl.gz");
    byte[] whole = Files.readAllBytes(SHOP.resolve("logs.jsonl.gz"));
    Files.write(torn, Arrays.copyOf(whole, whole.length / 2));
    for (String input :
        new String[] {torn.toString(), folder.resolve("missing").toString(), "src/main"}) {
      err.getBuffer().setLength(0);
      assertEquals(2, analyze(input), input);
      assertEquals(1, err.toString().lines().count(), err::toString);
      assertTrue(err.toString().startsWith("faultlore: "), err::toString);
    }
  }
}
