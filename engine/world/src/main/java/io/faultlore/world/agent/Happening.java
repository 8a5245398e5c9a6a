package io.faultlore.world.agent;

import java.util.List;
import java.util.Optional;

/** What happens in a run, in order; telemetry is written from it. */
sealed interface Happening {
  /** An agent is given control; {@code from} is empty for the first. */
  record TurnStarted(Agent agent, String from, String message) implements Happening {}

  /** The agent that was last given control gives it back. */
  record TurnEnded(String message) implements Happening {}

  /** A model call. */
  record Said(
      Agent agent,
      List<Agent.Message> input,
      String text,
      Optional<Call> call,
      String callId,
      Blame blame)
      implements Happening {}

  /** A tool call. */
  record Used(Agent agent, Call call, String callId, Observation observation, Blame blame)
      implements Happening {}

  /** Control passes on, by a tool of the framework. */
  record HandedOver(Agent from, Agent to, String callId, String brief, Blame blame)
      implements Happening {}

  /** Whether a step is wrong; the worst comes last. */
  enum Blame {
    NONE,
    /** Follows from the mistake. */
    SYMPTOM,
    /** The mistake. */
    ROOT
  }
}
