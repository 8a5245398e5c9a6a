package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.HandedOver;
import io.faultlore.world.agent.Happening.Said;
import io.faultlore.world.agent.Happening.TurnStarted;
import io.faultlore.world.agent.Happening.Used;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be seen by setting a step against others: a plain reader that knows no label and no
 * phrase, only what was called, seen and handed on before, and which tools the same question took
 * in runs that went well, and where their arguments came from.
 */
final class Relations {
  private static final Pattern BETWEEN_VALUES = Pattern.compile("[^\\p{Alnum}._/-]+");

  /** What fewer runs do is not usual. */
  private static final double USUAL = .2;

  private final Map<String, Integer> runs = new HashMap<>();
  private final Map<String, Map<String, Integer>> uses = new HashMap<>();
  private final Map<String, Integer> neededResults = new HashMap<>();
  private final Map<String, Set<String>> neededTools = new HashMap<>();

  /** Takes in a run that went well. */
  void learn(String group, String question, List<Happening> run) {
    runs.merge(group, 1, Integer::sum);
    Set<String> tools = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Set<String> results = new HashSet<>();
    Sources sources = new Sources(question);
    for (Happening happening : run) {
      if (happening instanceof Used used) {
        tools.add(used.call().tool());
        seen.addAll(sources.of(used.call()));
        results.add(used.observation().text());
      }
      sources.take(happening);
    }
    seen.forEach(
        use -> uses.computeIfAbsent(group, _ -> new HashMap<>()).merge(use, 1, Integer::sum));
    neededTools.computeIfAbsent(group, _ -> new HashSet<>(tools)).retainAll(tools);
    neededResults.merge(group, results.size(), Math::min);
  }

  private boolean isUsual(String group, String use) {
    int count = uses.getOrDefault(group, Map.of()).getOrDefault(use, 0);
    return count >= USUAL * runs.getOrDefault(group, 0);
  }

  /** Where a value was first met: in the question, in a tool's result, in an agent's words. */
  private static final class Sources {
    private final SequencedMap<String, StringBuilder> texts = new LinkedHashMap<>();

    Sources(String question) {
      add("question", question);
    }

    private void add(String source, String text) {
      texts.computeIfAbsent(source, _ -> new StringBuilder()).append('\n').append(text);
    }

    void take(Happening happening) {
      switch (happening) {
        case Used used -> add(used.call().tool(), used.observation().text());
        case HandedOver handedOver -> add("agent", handedOver.brief());
        case TurnStarted turn -> add("agent", turn.message());
        case Said _, Happening.TurnEnded _ -> {}
      }
    }

    boolean know(String value) {
      return !of(value).isEmpty();
    }

    private String of(String value) {
      return texts.entrySet().stream()
          .filter(source -> source.getValue().indexOf(value) >= 0)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("");
    }

    List<String> of(Call call) {
      return call.arguments().entrySet().stream()
          .map(given -> call.tool() + '/' + given.getKey() + '<' + of(given.getValue()))
          .toList();
    }
  }

  /** For each model call of a run how many relations are broken there. */
  List<Integer> broken(String group, String question, List<Happening> run) {
    Reader reader = new Reader(group, question);
    List<Integer> counts = new ArrayList<>();
    for (Happening happening : run) {
      reader.sources.take(happening);
      switch (happening) {
        case Said said -> counts.add(reader.broken(said));
        case Used used -> reader.use(used);
        case TurnStarted turn -> reader.start(turn);
        case HandedOver _, Happening.TurnEnded _ -> {}
      }
    }
    return counts;
  }

  private final class Reader {
    private final String group;
    private final Sources sources;
    private final Set<String> used = new HashSet<>();
    private final Set<String> results = new HashSet<>();
    private final Map<Call, Agent.Role> answered = new HashMap<>();
    private final Map<String, Integer> inputs = new HashMap<>();
    private final Map<String, Set<List<String>>> said = new HashMap<>();
    private Optional<Used> look = Optional.empty();
    private String report = "";

    Reader(String group, String question) {
      this.group = group;
      sources = new Sources(question);
    }

    void start(TurnStarted turn) {
      if (turn.agent().role == Agent.Role.REVIEWER) {
        look = Optional.empty();
        report = turn.message();
      }
    }

    void use(Used one) {
      used.add(one.call().tool());
      results.add(one.observation().text());
      if (!one.observation().facts().isEmpty()) {
        answered.put(one.call(), one.agent().role);
        if (one.agent().role == Agent.Role.REVIEWER) {
          look = Optional.of(one);
        }
      }
    }

    int broken(Said step) {
      String text = text(step);
      int count = 0;
      count += forgets(step) ? 1 : 0;
      count += saysUnknown(text) ? 1 : 0;
      count += step.call().map(call -> broken(step, call)).orElse(0);
      boolean passes = step.call().map(Reader::isHandOver).orElse(true);
      if (passes) {
        count += saysAgain(step, text) ? 1 : 0;
        count += isReport(step) && isUnfinished() ? 1 : 0;
        count += step.agent().role == Agent.Role.REVIEWER && isUnchecked() ? 1 : 0;
      }
      return count;
    }

    private int broken(Said step, Call call) {
      if (isHandOver(call)) {
        return 0;
      }
      int count = step.agent().role.equals(answered.get(call)) ? 1 : 0;
      count += sources.of(call).stream().allMatch(use -> isUsual(group, use)) ? 0 : 1;
      if (!step.text().isEmpty()) {
        count += call.arguments().values().stream().allMatch(step.text()::contains) ? 0 : 1;
      }
      return count;
    }

    /** The model's input shrinks: what came before is gone. */
    private boolean forgets(Said step) {
      int size = step.input().size();
      Integer before = inputs.put(step.agent().name, size);
      return before != null && size < before;
    }

    private boolean saysUnknown(String text) {
      return values(text).anyMatch(value -> !sources.know(value));
    }

    private boolean saysAgain(Said step, String text) {
      List<String> values = values(text).toList();
      return !values.isEmpty()
          && !said.computeIfAbsent(step.agent().name, _ -> new HashSet<>()).add(values);
    }

    private static Stream<String> values(String text) {
      return BETWEEN_VALUES
          .splitAsStream(text)
          .map(word -> word.replaceAll("[.]$", ""))
          .filter(word -> word.matches(".*\\d.*"));
    }

    /** A worker's, or the answer: what is not the first word of a planner. */
    private static boolean isReport(Said step) {
      return step.agent().role == Agent.Role.WORKER
          || (step.agent().role == Agent.Role.PLANNER
              && step.call().isEmpty()
              && step.input().size() > 2);
    }

    private boolean isUnfinished() {
      return results.size() < neededResults.getOrDefault(group, 0)
          || !used.containsAll(neededTools.getOrDefault(group, Set.of()));
    }

    /** No look, one at another thing, or one that shows nothing of what was reported. */
    private boolean isUnchecked() {
      if (look.isEmpty()) {
        return true;
      }
      Collection<String> asked = look.get().call().arguments().values();
      return !asked.stream().allMatch(report::contains)
          || look.get().observation().facts().values().stream()
              .noneMatch(value -> !asked.contains(value) && report.contains(value));
    }

    private static boolean isHandOver(Call call) {
      return call.tool().startsWith(HandOvers.PREFIX);
    }

    private static String text(Said step) {
      return step.call()
          .filter(Reader::isHandOver)
          .map(call -> call.argument("message"))
          .orElse(step.text());
    }
  }
}
