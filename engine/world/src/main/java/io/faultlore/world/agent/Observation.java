package io.faultlore.world.agent;

import java.util.SequencedMap;

/**
 * What a tool gave back.
 *
 * @param facts what can be read from it, by name
 * @param text as the agent sees it
 */
record Observation(Outcome outcome, SequencedMap<String, String> facts, String text) {
  enum Outcome {
    OK,
    /** Answered, but found nothing. */
    EMPTY,
    /** Refused or broken. */
    ERROR,
    /** Not reached this time. */
    UNAVAILABLE,
    /** Still at work; ask again. */
    PENDING
  }

  Observation {
    facts = Values.copy(facts);
  }

  static Observation found(String... facts) {
    return new Observation(Outcome.OK, Values.of(facts), "");
  }

  static Observation nothing(String text) {
    return new Observation(Outcome.EMPTY, Values.of(), text);
  }

  static Observation error(String text) {
    return new Observation(Outcome.ERROR, Values.of(), text);
  }

  static Observation unavailable(String text) {
    return new Observation(Outcome.UNAVAILABLE, Values.of(), text);
  }

  boolean isFailure() {
    return outcome == Outcome.ERROR || outcome == Outcome.UNAVAILABLE;
  }

  Observation reading(String shown) {
    return new Observation(outcome, facts, shown);
  }
}
