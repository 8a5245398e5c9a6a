package io.faultlore.world.agent;

import java.util.random.RandomGenerator;

/** A small made-up world with its tools. Results are real: they follow from its state. */
interface Sandbox {
  /** Carries a call out. Texts are empty where facts say it all. */
  Observation call(Call call);

  /** What calls have changed so far; equal texts, equal worlds. Some worlds are only read. */
  default String changes() {
    return "";
  }

  /** A question about this world that its tools can answer; changes nothing in it. */
  Task draw(RandomGenerator chance);

  /** Whether a tool changes the world. */
  default boolean writes(String tool) {
    return false;
  }
}
