package io.faultlore.receiver.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultlore.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captured shop with its two faults, evaluated. */
class EvaluatorTest {
  private static final Path SHOP = Path.of("src/test/resources/captures/shop").toAbsolutePath();

  @TempDir private Path folder = Path.of("unset");

  @Test
  void aLabelReachesTheOtherFaultsQuestionOnlyAndTheSameSeedGivesTheSameBytes() throws IOException {
    List<String> first = evaluate("loo", "pricing");
    assertEquals(first, evaluate("loo", "pricing"));
    List<String> other = evaluate("loo", "storefront", "stuck");
    assertEquals(diagnosis(first, "one"), diagnosis(other, "one"), "its own label");
    assertEquals(
        diagnosis(first, "two").get("suspects"),
        diagnosis(other, "two").get("suspects"),
        "one label of another service is no evidence for an order");
    assertEquals(List.of("one"), neighbours(first, "two"));
  }

  @Test
  void aPrequentialQuestionKnowsEarlierLabelsOnly() throws IOException {
    List<String> lines = evaluate("prequential", "pricing");
    assertEquals(List.of(), neighbours(lines, "one"));
    assertEquals(List.of("one"), neighbours(lines, "two"));
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"kind\":\"failure\"")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"kind\":\"slice\"")));
  }

  @Test
  void itTellsHowFullTheBoundsWere() throws IOException {
    Path out = folder.resolve("out.jsonl");
    Engine.Usage usage = Evaluator.evaluate(SHOP, out, "loo", 0, "test");

    double services = usage.filled().getOrDefault("services", 0.0);
    assertTrue(services > 0 && services < .1, "the few services of a shop fill " + services);
    // At its end no trace is open, yet some were.
    assertTrue(usage.filled().values().stream().allMatch(share -> share >= 0 && share <= 1));
  }

  @Test
  void whatIsNoDataSetIsRefused() {
    Path out = folder.resolve("out.jsonl");
    assertThrows(IOException.class, () -> Evaluator.evaluate(folder, out, "loo", 0, "test"));
    assertThrows(
        IllegalArgumentException.class, () -> Evaluator.evaluate(SHOP, out, "guess", 0, "test"));
  }

  private List<String> evaluate(String protocol, String firstService) throws IOException {
    return evaluate(protocol, firstService, "slow");
  }

  /** Two faults; the label of the first blames the given service and names the given kind. */
  private List<String> evaluate(String protocol, String firstService, String firstType)
      throws IOException {
    Path set = Files.createDirectories(folder.resolve("shop"));
    for (String file : List.of("traces.jsonl.gz", "metrics.jsonl.gz", "logs.jsonl.gz")) {
      if (!Files.exists(set.resolve(file))) {
        Files.createSymbolicLink(set.resolve(file), SHOP.resolve(file));
      }
    }
    Files.writeString(
        set.resolve("labels.jsonl"),
        fault("one", firstService, 1_795_418_805L, 90, firstType)
            + fault("two", "shipping", 1_795_418_955L, 135, "down"));
    Path out = folder.resolve("findings.jsonl");
    Evaluator.evaluate(set, out, protocol, 7, "test");
    return Files.readAllLines(out);
  }

  private static String fault(String id, String service, long start, long seconds, String type) {
    return """
        {"case":"%s","kind":"fault","start_unix_nano":"%d","end_unix_nano":"%d","service":"%s","type":"%s"}
        """
        .formatted(id, start * 1_000_000_000L, (start + seconds) * 1_000_000_000L, service, type);
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

  private static List<String> neighbours(List<String> lines, String caseId) throws IOException {
    List<String> ids = new ArrayList<>();
    diagnosis(lines, caseId).path("neighbours").forEach(id -> ids.add(id.asText()));
    return ids;
  }
}
