package io.faultlore.receiver.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captured shop with its two faults, evaluated. */
class EvaluatorTest {
  private static final Path SHOP = Path.of("src/test/resources/captures/shop").toAbsolutePath();

  @TempDir private Path folder = Path.of("unset");

  @Test
  void aLabelReachesTheOtherFaultsQuestionOnlyAndTheSameSeedGivesTheSameBytes() throws IOException {
    List<String> first = evaluate("loo", "slow", "down");
    assertEquals(first, evaluate("loo", "slow", "down"));
    List<String> other = evaluate("loo", "stuck", "down");
    assertEquals(diagnosis(first, "pricing"), diagnosis(other, "pricing"), "its own label");
    assertNotEquals(diagnosis(first, "shipping"), diagnosis(other, "shipping"));
    assertEquals("slow", typeOf(first, "shipping"));
    assertEquals("stuck", typeOf(other, "shipping"));
  }

  @Test
  void aPrequentialQuestionKnowsEarlierLabelsOnly() throws IOException {
    List<String> lines = evaluate("prequential", "slow", "down");
    assertEquals("", typeOf(lines, "pricing"));
    assertEquals("slow", typeOf(lines, "shipping"));
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"kind\":\"failure\"")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"kind\":\"slice\"")));
  }

  @Test
  void whatIsNoDataSetIsRefused() {
    Path out = folder.resolve("out.jsonl");
    assertThrows(IOException.class, () -> Evaluator.evaluate(folder, out, "loo", 0, "test"));
    assertThrows(
        IllegalArgumentException.class, () -> Evaluator.evaluate(SHOP, out, "guess", 0, "test"));
  }

  private List<String> evaluate(String protocol, String firstType, String secondType)
      throws IOException {
    Path set = Files.createDirectories(folder.resolve("shop"));
    for (String file : List.of("traces.jsonl.gz", "metrics.jsonl.gz", "logs.jsonl.gz")) {
      if (!Files.exists(set.resolve(file))) {
        Files.createSymbolicLink(set.resolve(file), SHOP.resolve(file));
      }
    }
    Files.writeString(
        set.resolve("labels.jsonl"),
        fault("pricing", 1_795_418_805L, 90, firstType)
            + fault("shipping", 1_795_418_955L, 135, secondType));
    Path out = folder.resolve("findings.jsonl");
    Evaluator.evaluate(set, out, protocol, 7, "test");
    return Files.readAllLines(out);
  }

  private static String fault(String service, long start, long seconds, String type) {
    return """
        {"case":"%s","kind":"fault","start_unix_nano":"%d","end_unix_nano":"%d","service":"%s","type":"%s"}
        """
        .formatted(
            service, start * 1_000_000_000L, (start + seconds) * 1_000_000_000L, service, type);
  }

  private static JsonNode diagnosis(List<String> lines, String caseId) throws IOException {
    for (String line : lines) {
      JsonNode row = new ObjectMapper().readTree(line);
      if (row.path("kind").asText().equals("diagnosis")
          && row.path("case").asText().equals(caseId)) {
        return row;
      }
    }
    throw new AssertionError("no diagnosis of " + caseId);
  }

  private static String typeOf(List<String> lines, String caseId) throws IOException {
    return diagnosis(lines, caseId).at("/types/0/type").asText();
  }
}
