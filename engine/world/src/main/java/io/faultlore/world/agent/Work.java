package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Observation.Outcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** How a worker pursues its goals when nothing is wrong with it; its tools may have trouble. */
final class Work {
  // What happens in normal life, per call: often enough that none of it tells a failure.
  private static final double TOOL_FAILS = .07;
  private static final double TOOL_TAKES_LONG = .04;
  private static final double SPELLS_WRONG_FIRST = .05;
  private static final double THINKS_ALOUD = .07;
  private static final double SAYS_NOTHING = .1;

  /** Tells what comes, and not what was seen; a value that is believed against a tool is told. */
  private static final double LEAVES_OUT = .3;

  /** Limits are set so that usual trouble fits in: below this many rounds there is none. */
  private static final int ROUNDS_FOR_TROUBLE = 20;

  private final Scene scene;
  private boolean troubled;

  Work(Scene scene) {
    this.scene = scene;
  }

  /** Makes the call for a goal; what the agent does not know it guesses, and holds for true. */
  void reach(Agent agent, Goal goal, Blame blame) {
    Call call = callFor(agent, goal);
    given(goal, call).forEach(agent.knows::putIfAbsent);
    reach(agent, goal, call, blame);
  }

  /** The call as the agent would make it. */
  Call callFor(Agent agent, Goal goal) {
    return goal.call(v -> agent.knows.getOrDefault(v, scene.task().decoy(v)));
  }

  /** Makes a call for a goal, and believes what comes back. */
  Observation reach(Agent agent, Goal goal, Call call, Blame blame) {
    Observation result = make(agent, goal, call, doing(agent, call), blame);
    agent.seen.clear();
    agent.seen.putAll(goal.read(result));
    agent.learn(agent.seen);
    if (result.facts().isEmpty()) {
      agent.puzzled = true;
    }
    return result;
  }

  /** Makes a call until it is answered. */
  Observation make(Agent agent, Goal goal, Call call, String text, Blame blame) {
    RandomGenerator chance = scene.chance();
    // A mistake is one by itself: with trouble around it, it could be taken for a way out of that.
    if (blame != Blame.ROOT && !agent.owesMistake() && hasSpareRounds()) {
      trouble(agent, call);
    }
    boolean silent = Chance.happens(SAYS_NOTHING, chance);
    SequencedMap<String, String> told = silent ? Values.of() : Values.copy(agent.seen);
    SequencedMap<String, String> given = given(goal, call);
    Observation result = scene.stage().act(agent, silent ? "" : text, call, told, given, blame);
    while (result.outcome() == Outcome.UNAVAILABLE || result.outcome() == Outcome.PENDING) {
      String how = result.outcome() == Outcome.PENDING ? "poll" : "retry";
      Blame left = blame == Blame.ROOT ? Blame.SYMPTOM : blame;
      result = scene.stage().act(agent, scene.voice().say(how), call, Values.of(), given, left);
    }
    return result;
  }

  /** Bad luck alone ends no run; after a mistake it is as frequent as before. */
  boolean hasSpareRounds() {
    return scene.stage().roundsLeft() > ROUNDS_FOR_TROUBLE || scene.stage().isStruck();
  }

  private void trouble(Agent agent, Call call) {
    RandomGenerator chance = scene.chance();
    if (Chance.happens(THINKS_ALOUD, chance)) {
      scene.stage().say(agent, scene.voice().say("think"), Values.of(), Blame.NONE);
    }
    if (Chance.happens(SPELLS_WRONG_FIRST, chance) && !misspelt(call).equals(call)) {
      spellWrong(agent, call);
    }
    boolean fails = Chance.happens(TOOL_FAILS, chance);
    boolean takesLong = Chance.happens(TOOL_TAKES_LONG, chance);
    // A tool that has just come back stays for a while: one outage is not followed by the next.
    if (fails && !troubled) {
      scene.tools().failNext(1 + chance.nextInt(2));
    } else if (takesLong && !troubled) {
      scene.tools().waitNext(2 + chance.nextInt(5));
    }
    troubled = !troubled && (fails || takesLong);
  }

  /** Words for a call, with what was seen before it. */
  String doing(Agent agent, Call call) {
    if (!agent.owesMistake() && Chance.happens(LEAVES_OUT, scene.chance())) {
      agent.seen.clear();
    }
    String before = agent.puzzled ? scene.voice().say("blank") + ' ' : "";
    agent.puzzled = false;
    return before + scene.voice().step(agent.seen, call);
  }

  private void spellWrong(Agent agent, Call call) {
    Call wrong = misspelt(call);
    String text = scene.voice().step(agent.seen, wrong);
    scene.stage().act(agent, text, wrong, Values.copy(agent.seen), Values.of(), Blame.NONE);
    agent.seen.clear();
    agent.puzzled = true;
  }

  private static Call misspelt(Call call) {
    if (call.arguments().isEmpty()) {
      return call;
    }
    String value = call.arguments().firstEntry().getValue();
    return call.with(
        call.arguments().firstEntry().getKey(),
        value.toLowerCase(Locale.ROOT).replace('_', ' ').replace(".conf", ".cfg"));
  }

  private static SequencedMap<String, String> given(Goal goal, Call call) {
    SequencedMap<String, String> given = new LinkedHashMap<>();
    goal.slots().forEach((argument, variable) -> given.put(variable, call.argument(argument)));
    return given;
  }
}
