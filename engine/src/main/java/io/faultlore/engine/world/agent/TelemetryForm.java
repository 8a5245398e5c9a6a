package io.faultlore.engine.world.agent;

/** The conventions in which a team's spans are written. */
public enum TelemetryForm {
  /** OpenTelemetry GenAI, newest form (genai.md, section 2). */
  GEN_AI,
  /** Arize's OpenInference. */
  OPEN_INFERENCE
}
