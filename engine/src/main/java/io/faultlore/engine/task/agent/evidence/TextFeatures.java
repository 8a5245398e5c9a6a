package io.faultlore.engine.task.agent.evidence;

import static io.faultlore.engine.task.agent.evidence.StepFeature.*;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.task.agent.evidence.RunState.Voice;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Geometry of the text vectors, and grounding of what is said in what was said before. */
final class TextFeatures {
  private static final double NEAR = .9;

  private TextFeatures() {}

  static void geometry(StepView now, RunState run, float[] row) {
    Embedding vector = now.vector();
    double likeTask = vector.dot(run.taskVector);
    LIKE_TASK.set(row, likeTask);
    LIKE_INPUT.set(row, vector.dot(now.inputVector()));
    Iterator<Embedding> newestFirst = run.vectors.descendingIterator();
    LIKE_PREVIOUS.set(row, newestFirst.hasNext() ? vector.dot(newestFirst.next()) : 0);
    LIKE_SECOND_PREVIOUS.set(row, newestFirst.hasNext() ? vector.dot(newestFirst.next()) : 0);
    Voice voice = run.voice(now.agent());
    LIKE_OWN_LAST.set(row, voice.vectors.isEmpty() ? 0 : vector.dot(voice.vectors.getLast()));
    LIKE_OWN_NEAREST.set(row, nearest(vector, voice.vectors));
    LIKE_OWN_MEAN.set(row, voice.vectors.stream().mapToDouble(vector::dot).average().orElse(0));
    LIKE_NEAREST.set(row, nearest(vector, run.vectors));
    DRIFT.set(row, run.steps == 0 ? 0 : likeTask - run.taskLikenessSum / run.steps);
    NEAR_DUPLICATES.count(
        row, (double) run.vectors.stream().filter(v -> vector.dot(v) > NEAR).count());
    BRIEF_LIKE_TASK.set(row, run.steps == 0 ? likeTask : 0);
  }

  private static double nearest(Embedding vector, Collection<Embedding> others) {
    return others.stream().mapToDouble(vector::dot).max().orElse(0);
  }

  static void grounding(StepView now, RunState run, float[] row) {
    if (!now.isTool()) {
      int numbers = missing(now.numbers(), run.seenNumbers);
      NEW_NUMBERS.count(row, numbers);
      NEW_NUMBER_SHARE.set(row, share(numbers, now.numbers()));
      int names = 0;
      for (String name : now.names()) {
        names += run.seenNames.contains(name) || grounded(name, run) ? 0 : 1;
      }
      NEW_ENTITIES.count(row, names);
      NEW_ENTITY_SHARE.set(row, share(names, now.names()));
    }
    int arguments = 0;
    for (String argument : now.arguments()) {
      arguments += grounded(argument, run) ? 0 : 1;
    }
    NEW_ARGUMENTS.count(row, arguments);
    NEW_ARGUMENT_SHARE.set(row, share(arguments, now.arguments()));
    Set<String> words = new LinkedHashSet<>(now.words());
    INPUT_OVERLAP.set(row, Texts.covered(words, new HashSet<>(now.inputWords())));
    TASK_OVERLAP.set(row, Texts.covered(words, run.taskWords));
    NEW_WORD_SHARE.set(row, words.isEmpty() ? 0 : 1 - Texts.covered(words, run.seenWords));
    INPUT_NUMBERS_USED.set(row, Texts.covered(Texts.numbers(now.input()), now.numbers()));
  }

  /** Whether all words and numbers of a value were said before. */
  private static boolean grounded(String value, RunState run) {
    for (String word : Texts.words(value)) {
      if (!word.equals("0") && !run.seenWords.contains(word)) {
        return false;
      }
    }
    return run.seenNumbers.containsAll(Texts.numbers(value));
  }

  private static int missing(Set<String> wanted, Set<String> seen) {
    int missing = 0;
    for (String one : wanted) {
      missing += seen.contains(one) ? 0 : 1;
    }
    return missing;
  }

  private static double share(int part, Set<String> whole) {
    return whole.isEmpty() ? 0 : (double) part / whole.size();
  }

  static void instruction(StepView now, RunState run, float[] row) {
    boolean instructed =
        !run.instruction.isEmpty() && !Patterns.TRANSFER.matcher(now.tool()).find();
    INSTRUCTED.set(row, instructed);
    if (!instructed) {
      return;
    }
    Embedding latest = run.instructions.getLast();
    LIKE_INSTRUCTION.set(row, now.vector().dot(latest));
    Set<String> words = new HashSet<>(now.words());
    INSTRUCTION_WORDS_COVERED.set(
        row, Texts.covered(new LinkedHashSet<>(Texts.words(run.instruction)), words));
    INSTRUCTION_NUMBERS_COVERED.set(
        row, Texts.covered(Texts.numbers(run.instruction), now.numbers()));
    INSTRUCTION_LIKE_EARLIER.set(
        row,
        run.instructions.subList(0, run.instructions.size() - 1).stream()
            .mapToDouble(latest::dot)
            .max()
            .orElse(0));
  }
}
