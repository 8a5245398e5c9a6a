package io.faultlore.engine.task.agent.evidence;

import static io.faultlore.engine.task.agent.evidence.StepFeature.*;

import io.faultlore.engine.step.Step.ToolCall;
import io.faultlore.engine.task.agent.evidence.RunState.Voice;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Position, length, words, repetition, structure and ledger of a step. */
final class StepFeatures {
  private static final Pattern ESCAPED_QUOTE = Pattern.compile("\\\\\"");

  private StepFeatures() {}

  /** Measures a step against what its run has shown so far, and takes it into that. */
  static float[] measure(StepView now, RunState run) {
    float[] row = new float[StepFeature.COUNT];
    run.hear(now);
    position(now, run, row);
    length(now, row);
    words(now, row);
    ObservationFeatures.write(now, run, row);
    TextFeatures.geometry(now, run, row);
    TextFeatures.grounding(now, run, row);
    TextFeatures.instruction(now, run, row);
    repetition(now, run, row);
    structure(now, run, row);
    ledger(now, run, row);
    Rules.score(row);
    run.add(now, row);
    return row;
  }

  private static void position(StepView now, RunState run, float[] row) {
    Voice voice = run.voice(now.agent());
    POSITION.count(row, run.steps);
    OWN_STEPS.count(row, voice.steps);
    AGENTS_SO_FAR.count(row, run.voices.size());
    OWN_SHARE.set(row, run.steps == 0 ? 0 : (double) voice.steps / run.steps);
    FIRST_OF_AGENT.set(row, voice.steps == 0);
    STEPS_SINCE_TOOL_RESULT.count(row, run.lastToolAt < 0 ? run.steps : run.steps - run.lastToolAt);
    SAME_AGENT_AS_BEFORE.set(row, run.previous != null && run.previous.agent().equals(now.agent()));
  }

  private static void length(StepView now, float[] row) {
    String output = now.output();
    OUTPUT_CHARS.count(row, output.length());
    INPUT_CHARS.count(row, now.input().length());
    OUTPUT_LINES.count(row, (double) output.lines().count());
    OUTPUT_EMPTY.set(row, now.step().content() && output.isBlank() && now.calls().isEmpty());
    if (!output.isEmpty()) {
      double size = output.length();
      DIGIT_SHARE.set(row, output.chars().filter(Character::isDigit).count() / size);
      CAPITAL_SHARE.set(row, output.chars().filter(Character::isUpperCase).count() / size);
      CODE_SHARE.set(row, output.chars().filter(c -> "{}()[]=<>;_".indexOf(c) >= 0).count() / size);
    }
  }

  private static void words(StepView now, float[] row) {
    String output = now.output();
    OUTPUT_ERROR_WORDS.count(row, Texts.count(Patterns.ERROR_WORDS, output));
    OUTPUT_HEDGES.count(row, Texts.count(Patterns.HEDGES, output));
    OUTPUT_SUCCESS.count(row, Texts.count(Patterns.SUCCESS, output));
    OUTPUT_APOLOGIES.count(row, Texts.count(Patterns.APOLOGY, output));
    OUTPUT_CONSENT.count(row, Texts.count(Patterns.CONSENT, output));
    OUTPUT_PLACEHOLDERS.count(row, Texts.count(Patterns.PLACEHOLDER, output));
    OUTPUT_QUESTIONS.count(row, Texts.count(Patterns.QUESTION, output));
    String input = now.input();
    INPUT_ERROR_WORDS.count(row, Texts.count(Patterns.ERROR_WORDS, input));
    INPUT_HEDGES.count(row, Texts.count(Patterns.HEDGES, input));
    INPUT_SUCCESS.count(row, Texts.count(Patterns.SUCCESS, input));
    INPUT_APOLOGIES.count(row, Texts.count(Patterns.APOLOGY, input));
    INPUT_CONSENT.count(row, Texts.count(Patterns.CONSENT, input));
    INPUT_PLACEHOLDERS.count(row, Texts.count(Patterns.PLACEHOLDER, input));
    INPUT_QUESTIONS.count(row, Texts.count(Patterns.QUESTION, input));
  }

  private static void repetition(StepView now, RunState run, float[] row) {
    // A tool's bare "[]" or "None" may come often without any loop.
    boolean substantial = now.said().length() >= 20;
    SAME_OUTPUT.count(row, substantial ? run.outputs.getOrDefault(now.said(), 0) : 0);
    SAME_OUTPUT_OF_AGENT.set(
        row, substantial && run.voice(now.agent()).outputs.contains(now.said()));
    SAME_CALL.count(row, run.sameCalls(now));
    SAME_TOOL.count(row, run.tools.getOrDefault(now.tool(), 0));
    int known = 0;
    Matcher pages = Patterns.PAGE.matcher(now.output());
    while (pages.find()) {
      String page = pages.group(1) != null ? pages.group(1) : pages.group(2);
      known += run.pages.add(page.toLowerCase(Locale.ROOT)) ? 0 : 1;
    }
    SAME_PAGE.count(row, known);
  }

  private static void structure(StepView now, RunState run, float[] row) {
    String output = now.output();
    IS_TOOL.set(row, now.isTool());
    PREVIOUS_IS_TOOL.set(row, run.previous != null && run.previous.isTool());
    CALLS.count(row, now.calls().size());
    boolean write =
        (now.isTool() || !now.calls().isEmpty()) && !Patterns.READ_CALL.matcher(now.tool()).find();
    WRITE_CALL.set(row, write);
    WRITE_WITHOUT_CONSENT.set(row, write && !Patterns.CONSENT.matcher(run.lastUserMessage).find());
    EMPTY_ARGUMENTS.set(row, !now.call().isEmpty() && now.arguments().isEmpty());
    MALFORMED_CALL.set(row, now.calls().stream().anyMatch(StepFeatures::malformed));
    boolean answer = Patterns.FINAL_ANSWER.matcher(output).find();
    FINAL_ANSWER.set(row, answer);
    SECOND_FINAL_ANSWER.set(row, answer && run.finalAnswers > 0);
    FINAL_WITHOUT_RESULT.set(row, answer && run.results == 0);
    LARGEST_RANGE.count(row, (double) largestRange(output));
    PRINTS.count(row, Texts.count(Patterns.PRINT, output));
    CODE_BLOCKS.count(row, Texts.count(Patterns.CODE_BLOCK, output));
  }

  /** Arguments that a model wrote and nobody can parse: not closed, or no object at all. */
  private static boolean malformed(ToolCall call) {
    String arguments = call.arguments().strip();
    if (call.name().isBlank()) {
      return true;
    }
    if (arguments.isEmpty() || !"{[\"".contains(arguments.substring(0, 1))) {
      return false;
    }
    char first = arguments.charAt(0);
    char last = arguments.charAt(arguments.length() - 1);
    return last != (first == '{' ? '}' : first == '[' ? ']' : '"')
        || (arguments.chars().filter(c -> c == '"').count() - Texts.count(ESCAPED_QUOTE, arguments))
                % 2
            != 0;
  }

  private static long largestRange(String text) {
    long largest = 0;
    Matcher matcher = Patterns.RANGE.matcher(text);
    while (matcher.find()) {
      String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      largest = Math.max(largest, digits.length() > 9 ? 1_000_000_000 : Long.parseLong(digits));
    }
    return largest;
  }

  private static void ledger(StepView now, RunState run, float[] row) {
    RunState.LedgerCount ledger = run.ledger;
    Matcher progress = Patterns.NO_PROGRESS.matcher(now.output());
    if (progress.find()) {
      ledger.seen++;
      ledger.lastNoProgress = negative(progress.group(1));
      ledger.noProgress += ledger.lastNoProgress ? 1 : 0;
      Matcher loop = Patterns.IN_LOOP.matcher(now.output());
      ledger.inLoop = loop.find() && !negative(loop.group(1));
      LEDGER.set(row, true);
    }
    LEDGER_NO_PROGRESS.set(row, ledger.lastNoProgress);
    LEDGER_NO_PROGRESS_SHARE.set(
        row, ledger.seen == 0 ? 0 : (double) ledger.noProgress / ledger.seen);
    LEDGER_NO_PROGRESS_COUNT.count(row, ledger.noProgress);
    LEDGER_IN_LOOP.set(row, ledger.inLoop);
  }

  private static boolean negative(String word) {
    return word.equalsIgnoreCase("false") || word.equalsIgnoreCase("no");
  }
}
