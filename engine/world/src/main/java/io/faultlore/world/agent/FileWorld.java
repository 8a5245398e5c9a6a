package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  private final boolean now;

  FileWorld(long seed, boolean now) {
    this.now = now;
    RandomGenerator chance = Chance.of(seed, "files", 0);
    List<String> keys = Chance.some(Names.SETTINGS, FILES * KEYS, chance);
    int next = 0;
    for (String name : Chance.some(Names.SERVICES, FILES, chance)) {
      SequencedMap<String, String> lines = new LinkedHashMap<>();
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
      case "grep" -> holder(key, now ? 0 : 2);
      // Looks at names only, and takes the nearest one: close, but not where the key is.
      case "find_file" -> holder(key, 1);
      case "read_file" -> read(call.argument("path"), key, 0);
      case "read_copy" -> read(call.argument("path"), key + "#2", 0);
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
    List<String> paths = Chance.some(new ArrayList<>(files.keySet()), FILES, chance);
    SequencedMap<String, String> known = new LinkedHashMap<>();
    String otherKey = anyKey(paths.get(1), chance);
    known.put("key", anyKey(paths.getFirst(), chance));
    known.put("new_value", "" + (500 + chance.nextInt(500)));
    known.put("protected_path", paths.get(2));
    known.put("second_path", paths.get(2));
    SequencedMap<String, String> decoys = new LinkedHashMap<>();
    String otherValue = "" + (500 + chance.nextInt(500));
    decoys.put("key", otherKey);
    decoys.put("path", paths.get(1));
    decoys.put("value", lines(paths.get(1)).getOrDefault(otherKey, "0"));
    decoys.put("new_value", otherValue);
    decoys.put("value_now", otherValue);
    decoys.put("protected_path", paths.get(3));
    decoys.put("second_path", paths.get(3));
    int count = 3 + chance.nextInt(3);
    for (int i = 1; i <= count; i++) {
      known.put("key_" + i, anyKey(paths.get(FILES - i), chance));
      decoys.put("key_" + i, otherKey);
      decoys.put("path_" + i, paths.get((i + 1) % FILES));
    }
    return Task.draw(Family.FILES, kinds(count), known, decoys, chance);
  }

  private String anyKey(String path, RandomGenerator chance) {
    return Chance.one(new ArrayList<>(lines(path).keySet()), chance);
  }

  private static List<TaskKind> kinds(int count) {
    Goal grep = Goal.of("grep", "key", "key").yielding("path").mistakenFor("find_file");
    Goal read =
        Goal.of("read_file", "path", "path", "key", "key")
            .yielding("value")
            .mistakenFor("read_template");
    Goal template =
        Goal.of("read_template", "path", "path", "key", "key")
            .yielding("value")
            .mistakenFor("read_file");
    Goal edit =
        Goal.of("edit_file", "path", "path", "key", "key", "value", "new_value")
            .yielding("value_now")
            .mistakenFor("append_line");
    Goal append =
        Goal.of("append_line", "path", "path", "key", "key", "value", "new_value")
            .yielding("value_now")
            .mistakenFor("edit_file");
    Goal readCopy = Goal.of("read_copy", "path", "path", "key", "key");
    Goal editOther =
        Goal.of("edit_file", "path", "protected_path", "key", "key", "value", "new_value")
            .yielding("value_now");
    Goal editSecond =
        Goal.of("edit_file", "path", "second_path", "key", "key", "value", "new_value")
            .yielding("value_now")
            .mistakenFor("append_line");
    Goal readSecond = Goal.of("read_file", "path", "second_path", "key", "key");
    List<String> changed = List.of("path", "value_now");
    List<String> found = List.of("path", "value");
    return List.of(
        TaskKind.of("change", List.of(grep, read, edit), changed)
            .checkedBy(read, "value", "value_now")
            .unless("files_protected", editOther),
        TaskKind.of("add", List.of(grep, append), changed)
            .checkedBy(readCopy, "value", "value_now")
            .unless("files_protected", editOther),
        TaskKind.of("find", List.of(grep, read), found).unless("files_propose_only", edit),
        TaskKind.of("default", List.of(grep, template), found).unless("files_propose_only", edit),
        TaskKind.of("confirm", List.of(grep, edit, read), found)
            .unless("files_protected", editOther),
        TaskKind.of("pair", List.of(grep, edit, editSecond), changed)
            .checkedBy(readSecond, "value", "value_now"),
        TaskKind.forEach("places", List.of(), grep, "key", count));
  }
}
