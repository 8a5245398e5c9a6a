package io.faultlore.world.agent;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a faultless run comes to.
 *
 * @param variables everything it would know
 * @param changes what it would have done to the world
 */
record Oracle(SequencedMap<String, String> variables, String changes) {
  Oracle {
    variables = Values.copy(variables);
  }

  static Oracle of(Task task, Sandbox world) {
    SequencedMap<String, String> knows = new LinkedHashMap<>(task.parameters());
    for (Goal goal : task.goals()) {
      Observation result = world.call(goal.call(v -> knows.getOrDefault(v, "")));
      knows.putAll(goal.read(result));
    }
    return new Oracle(knows, world.changes());
  }
}
