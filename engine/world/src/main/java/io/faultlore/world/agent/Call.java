package io.faultlore.world.agent;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A tool call; arguments by name. */
record Call(String tool, SequencedMap<String, String> arguments) {
  Call {
    arguments = Values.copy(arguments);
  }

  String argument(String name) {
    return arguments.getOrDefault(name, "");
  }

  Call with(String argument, String value) {
    SequencedMap<String, String> changed = new LinkedHashMap<>(arguments);
    changed.put(argument, value);
    return new Call(tool, changed);
  }
}
