package io.faultlore.engine;

import static java.util.Objects.requireNonNullElse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every number that decides a verdict has a name and its reason beside it, and {@code CONSTANTS.md}
 * lists them all. When it is out of date, the new one lies in {@code target}.
 */
class ConstantsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/faultlore/engine");
  private static final Path TABLE = Path.of("CONSTANTS.md");
  private static final Path MEASURED = Path.of("src/test/resources/constants.tsv");
  private static final Path FRESH = Path.of("target", "CONSTANTS.md");

  /** A number, several, or a length of time that is written down: names of others are none. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "static final (?:int|long|float|double|Duration)(?:\\[])? (\\w+) =\\s([^;]*\\d[^;]*);(.*)");

  /** Still to be explained by those who work on them; the list only becomes shorter. */
  private static final Set<String> UNEXPLAINED =
      Set.of(
          """
          step.message.ToolPayload.DEPTH_MAX \
          task.agent.learned.DetectionHead.INNER_FOLDS \
          task.agent.learned.DetectionHead.POSITIVES_LEAST \
          task.agent.learned.DetectionHead.NORMAL_LEAST \
          task.agent.learned.DetectionHead.RUNS_LEAST \
          task.agent.learned.DetectionHead.WORDS_WEIGHT \
          task.agent.learned.DetectionHead.RULES_WEIGHT \
          task.agent.learned.DetectionHead.ALARM_RATE_MAX \
          task.agent.learned.Lexicon.TOKENS task.agent.learned.Lexicon.OUTPUT_WORDS \
          task.agent.learned.Lexicon.INPUT_WORDS task.agent.learned.Lexicon.LEAST \
          task.agent.learned.Lexicon.CLIP \
          task.agent.evidence.ObservationFeatures.LONG_CHARS \
          task.agent.evidence.ObservationFeatures.VERY_LONG_CHARS \
          task.agent.learned.RootCauseHead.L2 \
          task.agent.learned.RootCauseHead.RUNS_LEAST \
          task.agent.learned.RootCauseHead.CLIP \
          task.agent.evidence.RootFeatures.ANSWER_CHARS_LEAST \
          task.agent.RunReview.NEIGHBOURS_MAX task.agent.RunReview.SIMILAR_RUNS_MAX \
          task.agent.learned.Sample.WORDS_C task.agent.evidence.StepView.SIGNATURE_CHARS \
          task.agent.evidence.TextFeatures.NEAR task.agent.learned.TypeFit.LAMBDAS \
          task.agent.learned.TypeFit.PRIOR_WEIGHTS task.agent.Verdicts.SIMILAR_MAX \
          task.agent.Verdicts.EVIDENCE_MAX"""
              .split(" "));

  @Test
  void everyConstantHasItsReason() throws IOException {
    Set<String> silent =
        constants().stream()
            .filter(constant -> constant.reason.isEmpty())
            .map(Constant::place)
            .collect(Collectors.toCollection(TreeSet::new));
    silent.removeAll(UNEXPLAINED);
    assertEquals(Set.of(), silent, "a constant without a comment beside it");
  }

  @Test
  void theTableListsThemAll() throws IOException {
    Map<String, String> measured = new HashMap<>();
    for (String line : Files.readAllLines(MEASURED)) {
      int tab = line.indexOf('\t');
      measured.put(line.substring(0, tab), line.substring(tab + 1).replace("\t", " | "));
    }
    String table =
        constants().stream()
            .map(
                constant ->
                    constant.row(requireNonNullElse(measured.remove(constant.place), " | | ")))
            .collect(
                Collectors.joining(
                    "\n",
                    """
                    # Constants

                    Every number in the rooms that judge. Generated from the comments beside them, and from
                    what `.ci/constants.py` measured when one of them alone was halved or doubled: how far
                    scores moved on the set named; empty where it was not measured.

                    | package | constant | value | halved | doubled | on | reason |
                    |---|---|---|---|---|---|---|
                    """,
                    "\n"));
    Files.writeString(FRESH, table);
    String kept = Files.exists(TABLE) ? Files.readString(TABLE) : "";
    // Not assertEquals: two tables of 200 rows would hide what is to be done.
    assertEquals(Set.of(), measured.keySet(), "measured, but no constant any more");
    assertTrue(kept.equals(table), () -> "copy engine/%s to engine/%s".formatted(FRESH, TABLE));
  }

  private static List<Constant> constants() throws IOException {
    List<Constant> constants = new ArrayList<>();
    for (String room : List.of("read", "slice", "step", "task")) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String source = Files.readString(file);
          Matcher found = CONSTANT.matcher(source);
          while (found.find()) {
            int line = source.lastIndexOf('\n', found.start());
            constants.add(
                new Constant(
                    SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.')
                        + "."
                        + found.group(1),
                    plain(found.group(2)),
                    found.group(3).isBlank()
                        ? above(source.substring(0, line).lines().toList())
                        : plain(found.group(3))));
          }
        }
      }
    }
    return constants;
  }

  /** The comment that ends with the last of the lines. */
  private static String above(List<String> lines) {
    List<String> comment = new ArrayList<>();
    for (String line : lines.reversed()) {
      String text = line.strip();
      if (!text.startsWith("/**") && !text.startsWith("*") && !text.startsWith("//")) {
        break;
      }
      comment.add(text);
      if (text.startsWith("/**")) {
        break;
      }
    }
    Collections.reverse(comment);
    return plain(String.join("\n", comment));
  }

  /** On one line, without the marks of comments. */
  private static String plain(String text) {
    return text.lines()
        .map(line -> line.strip().replaceAll("^(/\\*\\*|\\*/|\\*|//)|\\*/$", "").strip())
        .collect(Collectors.joining(" "))
        .replaceAll("\\{@\\w+ #?([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .strip();
  }

  private record Constant(String place, String value, String reason) {
    String row(String moves) {
      int name = place.lastIndexOf('.', place.lastIndexOf('.') - 1);
      return "| %s | `%s` | `%s` | %s | %s |"
          .formatted(place.substring(0, name), place.substring(name + 1), value, moves, reason);
    }
  }
}
