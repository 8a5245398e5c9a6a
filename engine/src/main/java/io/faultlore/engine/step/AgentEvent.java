package io.faultlore.engine.step;

/** What the step room reports as telemetry arrives, in this order for each run. */
public sealed interface AgentEvent {
  /** The request of a run became known; comes at most once, and before the run's first step. */
  record RunStarted(String run, String app, String traceId, String task) implements AgentEvent {}

  /** A step ended; its agent may still be unknown. */
  record StepEnded(Step step) implements AgentEvent {}

  /** A hand-off was seen. */
  record HandedOff(Handoff handoff) implements AgentEvent {}

  /** The run's root ended or the run was idle; names are resolved now. */
  record RunEnded(Run run) implements AgentEvent {}
}
