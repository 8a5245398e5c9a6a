package io.faultlore.engine.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Configuration files with keys and values. */
final class FileWorld implements Sandbox {
  private static final int FILES = 6;
  private static final int KEYS = 5;

  private final Map<String, SequencedMap<String, String>> files = new TreeMap<>();
  private final List<String> changes = new ArrayList<>();

  FileWorld(long seed, boolean now) {
    RandomGenerator chance = Chance.of(seed, "files", 0);
    List<String> keys = Names.some(Names.SETTINGS, FILES * KEYS, chance);
    int next = 0;
    for (String name : Names.some(Names.SERVICES, FILES, chance)) {
      SequencedMap<String, String> lines = new java.util.LinkedHashMap<>();
      for (int i = 0; i < KEYS; i++) {
        int before = 2 + chance.nextInt(400);
        int change = 1 + chance.nextInt(40);
        lines.put(keys.get(next++), String.valueOf(now ? before + change : before));
      }
      files.put("conf/" + name + (chance.nextBoolean() ? ".conf" : ".properties"), lines);
    }
  }

  @Override
  public Observation call(Call call) {
    String key = call.argument("key");
    return switch (call.tool()) {
      case "grep" -> holder(key, 0);
      // Looks at names only, and takes the nearest one: close, but not where the key is.
      case "find_file" -> holder(key, 1);
      case "read_file" -> read(call.argument("path"), key, 0);
      case "read_template" -> read(call.argument("path"), key, 11);
      case "edit_file" -> edit(call, false);
      case "append_line" -> edit(call, true);
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  private Observation holder(String key, int away) {
    List<String> paths = new ArrayList<>(files.keySet());
    for (int i = 0; i < paths.size(); i++) {
      List<String> keys = new ArrayList<>(lines(paths.get(i)).keySet());
      if (keys.contains(key)) {
        return Observation.found(
            "path", paths.get((i + away) % paths.size()), "line", "" + (keys.indexOf(key) + 1));
      }
    }
    return Observation.nothing("0 matches");
  }

  private Observation read(String path, String key, int more) {
    SequencedMap<String, String> lines = files.get(path);
    if (lines == null) {
      return Observation.error("cannot open " + path);
    }
    String value = lines.get(key);
    return value == null
        ? Observation.nothing("key " + key + " is not in " + path)
        : Observation.found(
            "path", path, "key", key, "value", "" + (Integer.parseInt(value) + more));
  }

  private Observation edit(Call call, boolean append) {
    SequencedMap<String, String> lines = files.get(call.argument("path"));
    if (lines == null) {
      return Observation.error("cannot open " + call.argument("path"));
    }
    String key = append ? call.argument("key") + "#2" : call.argument("key");
    lines.put(key, call.argument("value"));
    changes.add("%s:%s=%s".formatted(call.argument("path"), key, call.argument("value")));
    return Observation.found("path", call.argument("path"), "value_now", call.argument("value"));
  }

  private SequencedMap<String, String> lines(String path) {
    return files.getOrDefault(path, Values.of());
  }

  @Override
  public String changes() {
    return String.join("; ", changes);
  }

  @Override
  public boolean writes(String tool) {
    return tool.equals("edit_file") || tool.equals("append_line");
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<String> paths = Names.some(new ArrayList<>(files.keySet()), 3, chance);
    String key = Chance.one(new ArrayList<>(lines(paths.get(0)).keySet()), chance);
    String otherKey = Chance.one(new ArrayList<>(lines(paths.get(1)).keySet()), chance);
    String newValue = "" + (500 + chance.nextInt(500));
    String otherValue = "" + (500 + chance.nextInt(500));
    Goal grep = Goal.of("grep", "key", "key").yielding("path").mistakenFor("find_file");
    Goal read =
        Goal.of("read_file", "path", "path", "key", "key")
            .yielding("value")
            .mistakenFor("read_template");
    Goal edit =
        Goal.of("edit_file", "path", "path", "key", "key", "value", "new_value")
            .yielding("value_now")
            .mistakenFor("append_line");
    Goal editOther =
        Goal.of("edit_file", "path", "protected_path", "key", "key", "value", "new_value")
            .yielding("value_now");
    SequencedMap<String, String> decoys =
        Values.of(
            "key",
            otherKey,
            "path",
            paths.get(1),
            "value",
            lines(paths.get(1)).getOrDefault(otherKey, "0"),
            "new_value",
            otherValue,
            "value_now",
            otherValue,
            "protected_path",
            paths.get(2));
    boolean ruled = chance.nextBoolean();
    boolean change = chance.nextBoolean();
    SequencedMap<String, String> asked = new java.util.LinkedHashMap<>(Values.of("key", key));
    if (change || ruled) {
      asked.put("new_value", newValue);
    }
    if (ruled) {
      asked.put("protected_path", paths.get(2));
    }
    return new Task(
        Family.FILES,
        change ? "change" : "find",
        ruled ? (change ? "files_protected" : "files_propose_only") : "",
        asked,
        decoys,
        change ? List.of(grep, read, edit) : List.of(grep, read),
        change ? List.of("path", "value_now") : List.of("path", "value"),
        change
            ? new Task.Check(read, "value", "value_now")
            : new Task.Check(read, "value", "value"),
        ruled ? List.of(change ? editOther : edit) : List.of(),
        change ? List.of(grep, read) : List.of(grep, read, edit));
  }
}
