package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** One agent during a run: what it was told, and what it holds for true. */
final class Agent {
  enum Role {
    PLANNER,
    WORKER,
    REVIEWER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A message as it stands in a model's input.
   *
   * @param call what an assistant's message calls
   * @param callId the call that is made or answered, or the empty string
   */
  record Message(String role, String text, Optional<Call> call, String callId) {
    static Message user(String text) {
      return new Message("user", text, Optional.empty(), "");
    }
  }

  final String name;
  final Role role;
  final String system;

  /** Variables and their values, right or wrong. */
  final SequencedMap<String, String> knows = new LinkedHashMap<>();

  /** What was seen in the last tool result and not told yet. */
  final SequencedMap<String, String> seen = new LinkedHashMap<>();

  /** Whether the last call gave nothing. */
  boolean puzzled;

  private final List<Message> thread = new ArrayList<>();
  private Blame owed = Blame.NONE;

  Agent(String name, Role role, String system) {
    this.name = name;
    this.role = role;
    this.system = system;
  }

  List<Message> thread() {
    return List.copyOf(thread);
  }

  void hear(Message message) {
    thread.add(message);
  }

  /** The next thing it says is to blame. */
  void owes(Blame blame) {
    owed = blame;
  }

  /** Whether the next thing it says is the mistake. */
  boolean owesMistake() {
    return owed == Blame.ROOT;
  }

  Blame takeOwed() {
    Blame taken = owed;
    owed = Blame.NONE;
    return taken;
  }

  void learn(Map<String, String> facts) {
    knows.putAll(facts);
  }

  /** Back to the first message. */
  void forget() {
    thread.subList(1, thread.size()).clear();
    knows.clear();
    seen.clear();
  }
}
