package io.faultlore.world.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A question to a team.
 *
 * @param kind what is asked, for instance {@code refund}
 * @param rule the name of an instruction that goes with it, or the empty string
 * @param parameters what the question tells
 * @param decoys for every variable a value that another thing of this world has
 * @param answer the variables that the answer must tell
 * @param forbidden what the rule forbids; empty without a rule
 * @param stray other work, to which a derailed agent turns
 */
record Task(
    Family family,
    String kind,
    String rule,
    SequencedMap<String, String> parameters,
    SequencedMap<String, String> decoys,
    List<Goal> goals,
    List<String> answer,
    Check check,
    List<Goal> forbidden,
    List<Goal> stray) {

  Task {
    parameters = Values.copy(parameters);
    decoys = Values.copy(decoys);
    goals = List.copyOf(goals);
    answer = List.copyOf(answer);
    forbidden = List.copyOf(forbidden);
    stray = List.copyOf(stray);
  }

  /**
   * How a reviewer can see whether the last goal was reached: a look that must show what was
   * reported.
   */
  record Check(Goal look, String fact, String variable) {}

  /**
   * One of the kinds, with or without its rule.
   *
   * @param known everything that a question could tell; only what is needed is told
   */
  static Task draw(
      Family family,
      List<TaskKind> kinds,
      SequencedMap<String, String> known,
      SequencedMap<String, String> decoys,
      RandomGenerator chance) {
    List<TaskKind> two = Chance.some(kinds, 2, chance);
    boolean ruled = chance.nextBoolean() && !two.getFirst().rule().isEmpty();
    TaskKind kind = ruled ? two.getFirst() : two.getFirst().withoutRule();
    SequencedMap<String, String> told = new LinkedHashMap<>();
    for (List<Goal> goals : List.of(kind.goals(), kind.forbidden())) {
      goals.forEach(goal -> told.putAll(Values.only(known, goal.slots().values())));
    }
    return new Task(
        family,
        kind.name(),
        kind.rule(),
        told,
        decoys,
        kind.goals(),
        kind.answer(),
        kind.check(),
        kind.forbidden(),
        two.getLast().goals());
  }

  /** The values of parameters that come in numbers, as in {@code region_1}. */
  String items() {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().matches(".*_\\d+"))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(", "));
  }

  /** Variants of one question share it, whatever its words and parameters. */
  String group() {
    String name = family.word() + '/' + kind;
    return rule.isEmpty() ? name : name + '/' + rule;
  }

  String decoy(String variable) {
    return decoys.getOrDefault(variable, "");
  }
}
