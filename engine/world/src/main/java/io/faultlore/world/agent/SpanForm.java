package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;

/** How one instrumentation writes what happens. */
interface SpanForm {
  int CALL_TOKENS = 18;

  /** A span without its times and ids. */
  record Sketch(String name, Span.Kind kind, Attributes attributes) {}

  /** The outermost span of teams in which agents hand over to one another. */
  Sketch workflow(String question, String answer);

  /** An agent is made ready for a run; not all teams do. */
  Sketch created(String agent);

  Sketch turn(Happening.TurnStarted turn, String answer);

  Sketch said(Happening.Said said);

  Sketch used(Happening.Used used);

  Sketch handedOver(Happening.HandedOver handedOver);

  static SpanForm of(Team team, String conversation) {
    return switch (team.form()) {
      case GEN_AI -> new GenAiForm(team, conversation);
      case OPEN_INFERENCE -> new OpenInferenceForm(team, conversation);
    };
  }

  /** About how many tokens a text has: four characters each, as is usual for English. */
  static long tokens(String text) {
    return 1L + text.length() / 4;
  }

  /** Tokens that a model writes: its text, and a tool call of usual length. */
  static long written(Happening.Said said) {
    return tokens(said.text()) + (said.call().isPresent() ? CALL_TOKENS : 0);
  }
}
