package io.faultlore.engine.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.util.List;
import java.util.Map;

/** How one instrumentation writes what happens. */
interface SpanForm {
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

  /** Name and version of the instrumentation. */
  List<String> scope();

  static SpanForm of(Team team, String conversation) {
    return switch (team.form()) {
      case GEN_AI -> new GenAiForm(team, conversation);
      case OPEN_INFERENCE -> new OpenInferenceForm(team, conversation);
    };
  }

  /** Texts as a JSON object. */
  static String json(Map<String, String> fields) {
    Attributes.Builder json = Attributes.builder();
    fields.forEach(json::put);
    return new Value.Map(json.build()).asText();
  }

  /** About how many tokens a text has: four characters each, as is usual for English. */
  static long tokens(String text) {
    return 1L + text.length() / 4;
  }
}
