package io.faultlore.engine.task.agent.evidence;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.encode.Masking;
import io.faultlore.engine.encode.TextEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has shown so far: the memory that the features of its next step are measured against.
 */
final class RunState {
  /** Most words, numbers or names remembered of one run; a run that says more repeats itself. */
  static final int SEEN_MAX = 50_000;

  /** Most text vectors compared with; older ones are forgotten. */
  static final int VECTORS_MAX = 256;

  private final TextEncoder encoder;
  String task = "";
  Set<String> taskWords = Set.of();
  Embedding taskVector;
  final Set<String> seenWords = new HashSet<>();
  final Set<String> seenNumbers = new HashSet<>();
  final Set<String> seenNames = new HashSet<>();
  final Map<String, Voice> voices = new HashMap<>();
  final Map<String, Integer> outputs = new HashMap<>();
  final Map<String, CallHistory> calls = new HashMap<>();
  final Map<String, Integer> tools = new HashMap<>();
  final Set<String> observations = new HashSet<>();
  final Set<String> pages = new HashSet<>();
  final Deque<Embedding> vectors = new ArrayDeque<>();
  final List<Embedding> instructions = new ArrayList<>();
  final LedgerCount ledger = new LedgerCount();
  String instruction = "";
  String lastUserMessage = "";
  boolean lastObservationRepeated;
  int lastToolAt = -1;
  int steps;
  int failures;
  int failuresInARow;
  int finalAnswers;
  int results;
  double taskLikenessSum;
  @Nullable StepView previous;

  /** What one agent has said. */
  static final class Voice {
    final Deque<Embedding> vectors = new ArrayDeque<>();
    final Set<String> outputs = new HashSet<>();
    int steps;
  }

  /**
   * One call with its arguments. Who makes it again because its result changed is waiting for
   * something, and not in a loop: the count begins anew.
   */
  private static final class CallHistory {
    int asked;
    int ran;
    @Nullable String result;

    void gave(String told) {
      if (result != null && !result.equals(told)) {
        asked = 0;
        ran = 0;
      }
      result = told;
    }
  }

  /** How often a planner's ledger was seen and said that there is no progress. */
  static final class LedgerCount {
    int seen;
    int noProgress;
    boolean lastNoProgress;
    boolean inLoop;
  }

  RunState(TextEncoder encoder) {
    this.encoder = encoder;
    this.taskVector = encoder.encode("");
  }

  /** What the run is about became known. */
  void about(String told) {
    this.task = told;
    this.taskWords = new LinkedHashSet<>(Texts.words(task));
    this.taskVector = encoder.encode(Masking.mask(task));
    see(task);
  }

  /** What the step answered to is known before it speaks. */
  void hear(StepView now) {
    see(now.step().input().system());
    see(now.input());
    if (!now.isTool() && !now.observation().isEmpty() && previous != null && !previous.isTool()) {
      List<String> made = previous.single();
      if (made.size() == 1) { // else nobody knows which of them it answers to
        Optional.ofNullable(calls.get(made.getFirst()))
            .ifPresent(history -> history.gave(Texts.spaced(now.observation())));
      }
    }
    if (now.heardUser()) {
      lastUserMessage = now.input();
    }
  }

  Voice voice(String agent) {
    return voices.computeIfAbsent(agent, absent -> new Voice());
  }

  /** How often the step's calls were all made before without any change in what they gave. */
  int sameCalls(StepView now) {
    return now.single().stream()
        .map(calls::get)
        .mapToInt(
            history -> {
              boolean news =
                  history == null || (now.isTool() && !now.said().equals(history.result));
              return news ? 0 : now.isTool() ? history.ran : history.asked;
            })
        .min()
        .orElse(0);
  }

  /** Takes the step in, after its features were measured. */
  void add(StepView now, float[] row) {
    Voice voice = voice(now.agent());
    voice.steps++;
    voice.outputs.add(now.said());
    push(voice.vectors, now.vector());
    push(vectors, now.vector());
    outputs.merge(now.said(), 1, Integer::sum);
    for (String call : now.single()) {
      CallHistory history = calls.computeIfAbsent(call, none -> new CallHistory());
      if (now.isTool()) {
        history.gave(now.said());
        history.ran++;
      } else {
        history.asked++;
      }
    }
    if (now.isTool()) {
      tools.merge(now.tool(), 1, Integer::sum);
      lastToolAt = steps;
      results++;
    }
    if (now.isTool() && Patterns.TRANSFER.matcher(now.tool()).find()) {
      instruction = now.output();
      instructions.add(now.vector());
    }
    taskLikenessSum += StepFeature.LIKE_TASK.of(row);
    finalAnswers += StepFeature.FINAL_ANSWER.holds(row) ? 1 : 0;
    see(now.output());
    previous = now;
    steps++;
  }

  /** Adds to what was said in this run. */
  private void see(String text) {
    if (!text.isEmpty()) {
      addBounded(seenWords, Texts.words(text));
      addBounded(seenNumbers, Texts.numbers(text));
      addBounded(seenNames, Texts.names(text));
    }
  }

  private static void addBounded(Set<String> set, Collection<String> more) {
    for (String one : more) {
      if (set.size() >= SEEN_MAX) {
        return;
      }
      if (!set.contains(one)) {
        set.add(one.intern()); // Runs of one system say the same words: one copy of each will do.
      }
    }
  }

  private static void push(Deque<Embedding> vectors, Embedding vector) {
    vectors.addLast(vector);
    if (vectors.size() > VECTORS_MAX) {
      vectors.removeFirst();
    }
  }
}
