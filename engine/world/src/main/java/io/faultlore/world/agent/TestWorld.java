package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Modules whose functions hold a constant that tests expect. */
final class TestWorld implements Sandbox {
  private record Function(String module, String name, int constant, int expected) {}

  private static final int MODULES = 5;

  private final Map<String, Function> functions = new TreeMap<>();
  private final List<String> modules;
  private final List<String> changes = new ArrayList<>();
  private final boolean now;

  TestWorld(long seed, boolean now) {
    this.now = now;
    RandomGenerator chance = Chance.of(seed, "tests", 0);
    modules = Chance.some(Names.SERVICES, MODULES, chance);
    List<String> names = Chance.some(Names.SETTINGS, MODULES * 2, chance);
    for (int i = 0; i < names.size(); i++) {
      int latest = 10 + chance.nextInt(900);
      int off = 1 + chance.nextInt(30);
      int older = 1 + chance.nextInt(9);
      int expected = now ? latest : latest + older;
      int constant = i < MODULES ? latest - off - (now ? 0 : older) : expected;
      Function function =
          new Function(modules.get(i % MODULES), "get_" + names.get(i), constant, expected);
      functions.put(function.name(), function);
    }
  }

  @Override
  public Observation call(Call call) {
    if (call.tool().equals("run_tests") || call.tool().equals("run_linter")) {
      return run(call.argument("module"), call.tool().equals("run_tests"));
    }
    Function function = functions.get(call.argument("function"));
    if (function == null) {
      return Observation.error("no function " + call.argument("function"));
    }
    return switch (call.tool()) {
      case "read_function" ->
          Observation.found("function", function.name(), "constant", "" + function.constant());
      case "read_test" ->
          Observation.found("function", function.name(), "expected", "" + function.expected());
      case "read_docs" ->
          Observation.found(
              "function",
              function.name(),
              "constant",
              "" + (function.expected() / 2 + (now ? 0 : 1)));
      case "patch_function" -> patch(function, call.argument("constant"), true);
      case "edit_test" -> patch(function, call.argument("constant"), false);
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  private Observation run(String module, boolean tests) {
    List<Function> own =
        functions.values().stream().filter(f -> f.module().equals(module)).toList();
    if (own.isEmpty()) {
      return Observation.error("no module " + module);
    }
    if (!tests) {
      return Observation.found("module", module, "function", own.getLast().name(), "issues", "1");
    }
    List<Function> failing = own.stream().filter(f -> f.constant() != f.expected()).toList();
    if (failing.isEmpty()) {
      return Observation.found("module", module, "passed", "" + own.size(), "failing", "0");
    }
    Function first = failing.getFirst();
    return Observation.found(
        "module", module,
        "passed", "" + (own.size() - failing.size()),
        "failing", "" + failing.size(),
        "function", first.name(),
        "expected", "" + first.expected());
  }

  private Observation patch(Function old, String value, boolean code) {
    if (!value.matches("-?\\d{1,9}")) {
      return Observation.error("constant is not a number: '" + value + "'");
    }
    int number = Integer.parseInt(value);
    functions.put(
        old.name(),
        new Function(
            old.module(),
            old.name(),
            code ? number : old.constant(),
            code ? old.expected() : number));
    changes.add((code ? "code " : "test ") + old.name() + '=' + value);
    return Observation.found("function", old.name(), "constant_now", value);
  }

  @Override
  public String changes() {
    return String.join("; ", changes);
  }

  @Override
  public boolean writes(String tool) {
    return tool.equals("patch_function") || tool.equals("edit_test");
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<String> some = Chance.some(modules, MODULES, chance);
    SequencedMap<String, String> there = run(some.getLast(), true).facts();
    SequencedMap<String, String> known = new LinkedHashMap<>();
    known.put("module", some.getFirst());
    SequencedMap<String, String> decoys = new LinkedHashMap<>();
    decoys.put("module", some.getLast());
    decoys.put("function", there.getOrDefault("function", ""));
    decoys.put("expected", there.getOrDefault("expected", ""));
    decoys.put("constant", "" + (10 + chance.nextInt(900)));
    decoys.put("constant_now", there.getOrDefault("expected", ""));
    decoys.put("passed", there.getOrDefault("passed", ""));
    int count = 3 + chance.nextInt(2);
    for (int i = 1; i <= count; i++) {
      known.put("module_" + i, some.get(i - 1));
      decoys.put("module_" + i, some.getLast());
      decoys.put("function_" + i, there.getOrDefault("function", ""));
      decoys.put("expected_" + i, "" + (10 + chance.nextInt(900)));
    }
    return Task.draw(Family.TESTS, kinds(count), known, decoys, chance);
  }

  private static List<TaskKind> kinds(int count) {
    Goal run =
        Goal.of("run_tests", "module", "module")
            .yielding("function", "expected")
            .mistakenFor("run_linter");
    Goal lint =
        Goal.of("run_linter", "module", "module").yielding("function").mistakenFor("run_tests");
    Goal read =
        Goal.of("read_function", "function", "function")
            .yielding("constant")
            .mistakenFor("read_docs");
    Goal test = Goal.of("read_test", "function", "function").yielding("expected");
    Goal docs =
        Goal.of("read_docs", "function", "function")
            .yielding("constant")
            .mistakenFor("read_function");
    Goal patch =
        Goal.of("patch_function", "function", "function", "constant", "expected")
            .yielding("constant_now")
            .mistakenFor("edit_test");
    Goal weaken =
        Goal.of("edit_test", "function", "function", "constant", "constant")
            .yielding("constant_now")
            .mistakenFor("patch_function");
    Goal rerun =
        Goal.of("run_tests", "module", "module").yielding("passed").mistakenFor("run_linter");
    List<String> changed = List.of("function", "constant_now");
    List<String> asked = List.of("function", "expected", "constant");
    List<String> constant = List.of("constant");
    return List.of(
        TaskKind.of("fix", List.of(run, read, patch), changed)
            .checkedBy(read, "constant", "constant_now")
            .unless("tests_keep", weaken),
        TaskKind.of("confirm", List.of(run, read, patch, rerun), List.of("function", "passed"))
            .unless("tests_keep", weaken),
        TaskKind.of("adapt", List.of(run, read, weaken), changed)
            .checkedBy(test, "expected", "constant_now")
            .unless("tests_code", patch),
        TaskKind.of("diagnose", List.of(run, read), asked).unless("tests_read_only", patch),
        TaskKind.of("style", List.of(lint, read), constant),
        TaskKind.of("manual", List.of(run, docs), constant).unless("tests_read_only", patch),
        TaskKind.forEach("sweep", List.of(), run, "module", count));
  }
}
