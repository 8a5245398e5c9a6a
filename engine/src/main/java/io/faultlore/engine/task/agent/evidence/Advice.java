package io.faultlore.engine.task.agent.evidence;

/**
 * The closed list of things to try: Faultlore stands outside the agents' loop and enforces nothing.
 * The first two are EAGER's reflections, of one agent's reasoning and of the coordination.
 */
public enum Advice {
  REFLECT_ON_THE_STEP("Let the agent redo this step, told of the known failure."),
  REFLECT_ON_THE_PLAN("Plan the coordination again, told of the known failure."),
  RETRY_WITH_THE_ERROR("Retry the step once with the error message in its input."),
  STOP_AND_PLAN_AGAIN("Stop the loop: limit repetitions and plan again from the last result."),
  TAKE_ANOTHER_SOURCE("Use another tool or source; this one refuses or holds nothing."),
  CHECK_THE_ARGUMENTS("Check the arguments and numbers against what the run knows; ask if unsure."),
  CHECK_THE_OUTPUT_FORMAT(
      "Check the tool's schema and the output format that the prompt asks for."),
  ASK_A_PERSON("Let a person look at this step before the run goes on.");

  private final String text;

  Advice(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
