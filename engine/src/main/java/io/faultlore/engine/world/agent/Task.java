package io.faultlore.engine.world.agent;

import java.util.List;
import java.util.SequencedMap;

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

  /** Variants of one question share it, whatever its words and parameters. */
  String group() {
    String name = family.word() + '/' + kind;
    return rule.isEmpty() ? name : name + '/' + rule;
  }

  String decoy(String variable) {
    return decoys.getOrDefault(variable, "");
  }
}
