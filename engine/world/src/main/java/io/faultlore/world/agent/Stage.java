package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run takes place: records what happens, counts rounds, and knows what is true. */
final class Stage {
  /** The framework's round limit: ends the run from wherever its agents are, as frameworks do. */
  static final class RoundsExhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    RoundsExhausted() {
      super("round limit", null, false, false);
    }
  }

  private final List<Happening> happenings = new ArrayList<>();
  private final Tools tools;
  private final Map<String, String> truth;
  private final int roundsMax;
  private int rounds;
  private int calls;
  private boolean struck;

  /**
   * @param truth variables as a faultless run would know them
   */
  Stage(Tools tools, Map<String, String> truth, int roundsMax) {
    this.tools = tools;
    this.truth = truth;
    this.roundsMax = roundsMax;
  }

  List<Happening> happenings() {
    return List.copyOf(happenings);
  }

  int roundsLeft() {
    return roundsMax - rounds;
  }

  /** Whether the mistake has been made. */
  boolean isStruck() {
    return struck;
  }

  boolean isTrue(Map<String, String> told) {
    return told.entrySet().stream()
        .allMatch(
            fact -> truth.getOrDefault(fact.getKey(), fact.getValue()).equals(fact.getValue()));
  }

  void start(Agent agent, String from, String message) {
    agent.hear(Agent.Message.user(message));
    happenings.add(new Happening.TurnStarted(agent, from, message));
  }

  void end(String message) {
    happenings.add(new Happening.TurnEnded(message));
  }

  /**
   * A model call without a tool call.
   *
   * @param uses the values that the text relies on
   */
  void say(Agent agent, String text, Map<String, String> uses, Blame blame) {
    speak(agent, text, Optional.empty(), "", uses, blame);
  }

  /**
   * A model call that makes a tool call, which is carried out. The tool's step is a symptom when it
   * was the call that was wrong, or a value in it.
   *
   * @param told the values that the text tells
   * @param given the values that the call gives
   */
  Observation act(
      Agent agent,
      String text,
      Call call,
      Map<String, String> told,
      Map<String, String> given,
      Blame blame) {
    String callId = nextCallId();
    Map<String, String> uses = new LinkedHashMap<>(told);
    uses.putAll(given);
    speak(agent, text, Optional.of(call), callId, uses, blame);
    Observation observation = tools.use(call);
    boolean wrong = blame != Blame.NONE || (struck && !isTrue(given));
    happenings.add(
        new Happening.Used(agent, call, callId, observation, wrong ? Blame.SYMPTOM : Blame.NONE));
    agent.hear(new Agent.Message("tool", observation.text(), Optional.empty(), callId));
    return observation;
  }

  /** A model call that passes control on; the tool that does so is a symptom of wrong words. */
  void handOver(Agent from, Agent to, String text, Map<String, String> uses, Blame blame) {
    String callId = nextCallId();
    Call call = new Call(HandOvers.tool(to), Values.of("message", text));
    Blame judged = speak(from, "", Optional.of(call), callId, uses, blame);
    Blame passed = judged == Blame.NONE ? Blame.NONE : Blame.SYMPTOM;
    happenings.add(new Happening.HandedOver(from, to, callId, text, passed));
    from.hear(new Agent.Message("tool", "ok", Optional.empty(), callId));
  }

  private Blame speak(
      Agent agent,
      String text,
      Optional<Call> call,
      String callId,
      Map<String, String> uses,
      Blame told) {
    if (rounds == roundsMax) {
      throw new RoundsExhausted();
    }
    rounds++;
    Blame owed = agent.takeOwed();
    Blame blame = told.compareTo(owed) >= 0 ? told : owed;
    struck |= blame == Blame.ROOT;
    Blame judged = blame == Blame.NONE && struck && !isTrue(uses) ? Blame.SYMPTOM : blame;
    happenings.add(new Happening.Said(agent, agent.thread(), text, call, callId, judged));
    agent.hear(new Agent.Message("assistant", text, call, callId));
    return judged;
  }

  private String nextCallId() {
    return "call_%04d".formatted(++calls);
  }
}
