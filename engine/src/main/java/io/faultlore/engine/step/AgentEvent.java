package io.faultlore.engine.step;

/** What the step room reports as telemetry arrives, in this order for each run. */
public sealed interface AgentEvent {
  /**
   * A better key of a run became known (conversation, session, trace id): what was reported under
   * {@code from} belongs to {@code to}. When {@code to} has been reported before, two traces turned
   * out to be one run.
   */
  record RunRenamed(String from, String to) implements AgentEvent {}

  /** A step ended; its agent may still be unknown. */
  record StepEnded(Step step) implements AgentEvent {}

  /** A hand-off was seen; those that only the whole run tells are in {@link Run#handoffs()}. */
  record HandedOff(Handoff handoff) implements AgentEvent {}

  /**
   * The run's root ended or the run was silent; names are resolved now. A late span may open the
   * run again: it ends a second time then, and that report, which holds all of the first, replaces
   * it.
   */
  record RunEnded(Run run) implements AgentEvent {}

  /**
   * The run is over, or made room for others: what is kept of it can go. What else comes for it
   * begins anew.
   */
  record RunForgotten(String run) implements AgentEvent {}
}
