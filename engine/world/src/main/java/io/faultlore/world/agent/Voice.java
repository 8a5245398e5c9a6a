package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** Puts what agents mean into words. Right and wrong decisions are told by the same sentences. */
final class Voice {
  /** Share of briefs and reports that tell values without their names. */
  private static final double TERSE = .35;

  private final Grammar grammar;
  private final Wording wording;
  private final RandomGenerator chance;

  Voice(Grammar grammar, Wording wording, RandomGenerator chance) {
    this.grammar = grammar;
    this.wording = wording;
    this.chance = chance;
  }

  String question(Task task) {
    SequencedMap<String, String> told = new LinkedHashMap<>(task.parameters());
    told.put("items", task.items());
    String asked = say("ask." + task.family().word() + '.' + task.kind(), told);
    return task.rule().isEmpty()
        ? say("question", "ask", asked)
        : say(
            "question.ruled", "ask", asked, "rule", say("rule." + task.rule(), task.parameters()));
  }

  String system(Agent.Role role, Family family) {
    return say("system." + role.word(), "field", part("field." + family.word(), Values.of()));
  }

  /** What a call does, in words. */
  private String doing(Call call) {
    return part("do." + call.tool(), call.arguments());
  }

  String plan(List<Goal> goals) {
    List<String> steps = new ArrayList<>();
    for (Goal goal : goals) {
      String step = part("step." + goal.tool(), Values.of());
      steps.add(step);
    }
    return say("plan", "steps", String.join(part("then", Values.of()) + ' ', steps));
  }

  String brief(Map<String, String> told) {
    return say("brief", "facts", passed(told));
  }

  /** Before a call: what was seen last, and what comes now. */
  String step(Map<String, String> seen, Call call) {
    String intent = say("intent", "do", doing(call));
    return seen.isEmpty() ? intent : claim(seen) + ' ' + intent;
  }

  private String claim(Map<String, String> seen) {
    return say("seen", "facts", facts(seen));
  }

  String report(Map<String, String> told) {
    return told.isEmpty() ? say("report.bare") : say("report", "facts", passed(told));
  }

  String approval(Map<String, String> told) {
    return told.isEmpty() ? say("approve.bare") : say("approve", "facts", facts(told));
  }

  String rejection(String variable, String seen, String reported) {
    return say("reject", "name", spoken(variable), "seen", seen, "reported", reported);
  }

  String answer(Map<String, String> told, boolean terse) {
    if (told.isEmpty()) {
      return say("answer.bare");
    }
    return terse ? say("answer.terse", "facts", values(told)) : say("answer", "facts", facts(told));
  }

  /** A sentence by itself: a retry, a thought, a relay. */
  String say(String symbol) {
    return say(symbol, Values.of());
  }

  String say(String symbol, String... slots) {
    return say(symbol, Values.of(slots));
  }

  private String say(String symbol, SequencedMap<String, String> slots) {
    return grammar.say(symbol, slots, wording, chance);
  }

  private String part(String symbol, SequencedMap<String, String> slots) {
    return grammar.part(symbol, slots, wording, chance);
  }

  private String facts(Map<String, String> of) {
    List<String> all = new ArrayList<>();
    of.forEach(
        (name, value) -> all.add(part("fact", Values.of("name", spoken(name), "value", value))));
    return String.join(part("and", Values.of()) + ' ', all);
  }

  /** As agents tell one another: often each knows what the values are. */
  private String passed(Map<String, String> told) {
    return Chance.happens(TERSE, chance) ? values(told) : facts(told);
  }

  private static String values(Map<String, String> of) {
    return String.join(", ", of.values());
  }

  /** {@code new_address} is spoken as "new address". */
  private static String spoken(String name) {
    return name.replace('_', ' ');
  }
}
