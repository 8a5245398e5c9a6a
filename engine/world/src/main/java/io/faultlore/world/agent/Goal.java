package io.faultlore.world.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One thing to do: a tool, and where its arguments come from.
 *
 * @param slots argument to variable
 * @param yields the variables that its result sets; the result's fact has the variable's name,
 *     without its number
 * @param mistaken what the tool may be taken for; empty when there is nothing alike
 */
record Goal(
    String tool, SequencedMap<String, String> slots, List<String> yields, List<Goal> mistaken) {
  private static final Pattern NUMBER = Pattern.compile("_\\d+$");

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

  /** The name under which a result tells a variable. */
  static String fact(String variable) {
    return NUMBER.matcher(variable).replaceFirst("");
  }

  /** A goal of the same sort about another thing: variables that end in a number. */
  Goal numbered(int number, String... variables) {
    List<String> changed = List.of(variables);
    SequencedMap<String, String> other = new LinkedHashMap<>();
    slots.forEach((a, v) -> other.put(a, changed.contains(v) ? v + '_' + number : v));
    List<String> found = yields.stream().map(v -> v + '_' + number).toList();
    List<Goal> alike = mistaken.stream().map(g -> g.numbered(number, variables)).toList();
    return new Goal(tool, other, found, alike);
  }

  /** What a result tells of what is wanted. */
  SequencedMap<String, String> read(Observation result) {
    SequencedMap<String, String> found = new LinkedHashMap<>();
    for (String variable : yields) {
      String value = result.facts().get(fact(variable));
      if (value != null) {
        found.put(variable, value);
      }
    }
    return found;
  }

  Call call(UnaryOperator<String> valueOf) {
    SequencedMap<String, String> arguments = new LinkedHashMap<>();
    slots.forEach((argument, variable) -> arguments.put(argument, valueOf.apply(variable)));
    return new Call(tool, arguments);
  }
}
