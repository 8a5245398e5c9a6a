package io.faultlore.engine.world.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * One thing to do: a tool, and where its arguments come from.
 *
 * @param slots argument to variable
 * @param yields the variables that its result sets; a result's fact has its variable's name
 * @param mistaken what the tool may be taken for; empty when there is nothing alike
 */
record Goal(
    String tool, SequencedMap<String, String> slots, List<String> yields, List<Goal> mistaken) {
  Goal {
    slots = Values.copy(slots);
    yields = List.copyOf(yields);
    mistaken = List.copyOf(mistaken);
  }

  /** Slots as argument, variable, argument, variable, ... */
  static Goal of(String tool, String... slots) {
    return new Goal(tool, Values.of(slots), List.of(), List.of());
  }

  Goal yielding(String... variables) {
    return new Goal(tool, slots, List.of(variables), mistaken);
  }

  Goal mistakenFor(String otherTool) {
    Goal other = new Goal(otherTool, slots, yields, List.of());
    return new Goal(tool, slots, yields, List.of(other));
  }

  Call call(UnaryOperator<String> valueOf) {
    SequencedMap<String, String> arguments = new LinkedHashMap<>();
    slots.forEach((argument, variable) -> arguments.put(argument, valueOf.apply(variable)));
    return new Call(tool, arguments);
  }
}
