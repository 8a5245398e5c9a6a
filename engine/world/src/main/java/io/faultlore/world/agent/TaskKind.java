package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be asked of a world.
 *
 * @param answer the variables that the answer must tell
 * @param rule the instruction that may go with it, or the empty string
 * @param forbidden what the rule forbids; empty without a rule
 */
record TaskKind(
    String name,
    List<Goal> goals,
    List<String> answer,
    Task.Check check,
    String rule,
    List<Goal> forbidden) {

  TaskKind {
    goals = List.copyOf(goals);
    answer = List.copyOf(answer);
    forbidden = List.copyOf(forbidden);
  }

  /** Without a rule, and checked by doing the last goal again. */
  static TaskKind of(String name, List<Goal> goals, List<String> answer) {
    Goal last = goals.getLast();
    String variable = last.yields().getLast();
    Task.Check again = new Task.Check(last, Goal.fact(variable), variable);
    return new TaskKind(name, goals, answer, again, "", List.of());
  }

  /**
   * The same for several things, one after the other; each is told by what the goal yields.
   *
   * @param before what is done once, before all of them
   * @param variable what tells the things apart; numbered from 1
   */
  static TaskKind forEach(String name, List<Goal> before, Goal goal, String variable, int count) {
    List<Goal> goals = new ArrayList<>(before);
    List<String> answer = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Goal numbered = goal.numbered(i, variable);
      goals.add(numbered);
      answer.addAll(numbered.yields());
    }
    return of(name, goals, answer);
  }

  /** Checked by another look: its fact must be what was reported as the variable. */
  TaskKind checkedBy(Goal look, String fact, String variable) {
    Task.Check other = new Task.Check(look, fact, variable);
    return new TaskKind(name, goals, answer, other, rule, forbidden);
  }

  /** May come with an instruction that forbids a goal. */
  TaskKind unless(String instruction, Goal goal) {
    return new TaskKind(name, goals, answer, check, instruction, List.of(goal));
  }

  TaskKind withoutRule() {
    return new TaskKind(name, goals, answer, check, "", List.of());
  }
}
