package io.faultlore.world.agent;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Scope;

/** The conventions in which a team's spans are written, and the instrumentation that does it. */
public enum TelemetryForm {
  /** OpenTelemetry GenAI, newest form. */
  GEN_AI("opentelemetry.util.genai.handler", "0.4b0"),
  /** Arize's OpenInference. */
  OPEN_INFERENCE("openinference.instrumentation.openai_agents", "2.6.0");

  private final String instrumentation;
  private final String version;

  TelemetryForm(String instrumentation, String version) {
    this.instrumentation = instrumentation;
    this.version = version;
  }

  Scope scope() {
    return new Scope(instrumentation, version, Attributes.EMPTY);
  }
}
