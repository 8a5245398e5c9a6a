package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds where a mistake can be made in a task. */
final class Occasions {
  private final FailureMode mode;
  private final Task task;
  private final Oracle oracle;

  Occasions(FailureMode mode, Task task, Oracle oracle) {
    this.mode = mode;
    this.task = task;
    this.oracle = oracle;
  }

  /** Empty when the task gives no occasion for the mode. */
  Optional<Flaw> draw(RandomGenerator chance) {
    List<Flaw> places = new ArrayList<>();
    for (int i = 0; i < task.goals().size(); i++) {
      add(i, places);
    }
    return places.isEmpty() ? Optional.empty() : Optional.of(Chance.one(places, chance));
  }

  private void add(int i, List<Flaw> places) {
    Goal goal = task.goals().get(i);
    boolean last = i == task.goals().size() - 1;
    switch (mode) {
      case STEP_REPETITION, DERAILMENT -> places.add(at(i, ""));
      case LOST_HISTORY -> addIf(i > 0 && last, i, places);
      case PREMATURE_END -> addIf(i > 0, i, places);
      case DISOBEYED_INSTRUCTION -> addIf(last && !task.forbidden().isEmpty(), i, places);
      case WRONG_TOOL -> addIf(!goal.mistaken().isEmpty(), i, places);
      case ROUND_LIMIT -> addIf(last, i, places);
      case WRONG_ARGUMENTS, REASONING_ACTION_MISMATCH ->
          goal.slots().values().stream()
              .filter(this::isMistakable)
              .forEach(variable -> places.add(at(i, variable)));
      case IGNORED_TOOL_RESULT, INVENTED_RESULT ->
          addIf(goal.yields().stream().anyMatch(v -> isMistakable(v) && matters(v, i)), i, places);
      case WITHHELD_INFORMATION ->
          goal.slots().values().stream()
              .filter(task.parameters()::containsKey)
              .filter(this::isMistakable)
              // A brief without a single value would be told by its emptiness.
              .filter(_ -> task.parameters().size() > 1)
              .forEach(variable -> places.add(at(i, variable)));
      case AGENT_LOOP, NO_VERIFICATION, WRONG_VERIFICATION -> addIf(last, i, places);
    }
  }

  private void addIf(boolean possible, int i, List<Flaw> places) {
    if (possible) {
      places.add(at(i, ""));
    }
  }

  private Flaw at(int goal, String variable) {
    return new Flaw(Optional.of(mode), goal, variable);
  }

  private boolean isMistakable(String variable) {
    String decoy = task.decoy(variable);
    return !decoy.isEmpty() && !decoy.equals(oracle.variables().get(variable));
  }

  private boolean matters(String variable, int goal) {
    return task.answer().contains(variable)
        || task.goals().subList(goal + 1, task.goals().size()).stream()
            .anyMatch(later -> later.slots().containsValue(variable));
  }
}
