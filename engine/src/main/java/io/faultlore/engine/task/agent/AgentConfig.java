package io.faultlore.engine.task.agent;

/**
 * Bounds of the agents' line.
 *
 * @param stepsPerRunMax steps kept of one run; later ones are judged and not kept. Default 512: the
 *     longest run that was seen had 176
 * @param readChars characters read of one text, head and tail. Default 20,000: what a page or a
 *     stack trace says is said by then
 * @param rowTextChars characters of a step's output that are stored. Default 5,000
 * @param rowInputChars characters of the input's end that are stored. Default 1,500
 * @param labelledRunsMax labelled runs of one system that models learn from, the newest. Default
 *     400
 * @param knownRunsMax runs without a label that are known by how their systems are built. Default
 *     500: a system shows itself in some 20 to 100 kinds of runs
 * @param labelledStepsMax failing steps that the type head learns from, the newest. Default 600:
 *     its cost grows with the cube
 * @param modelsMax trained models kept. Default 24: an evaluation withholds up to 12 folds
 * @param falseAlarmShare share of an agent's good steps that may look failing, above 0, at most .5.
 *     Default .01: people stop reading what cries wolf more often
 */
public record AgentConfig(
    int stepsPerRunMax,
    int readChars,
    int rowTextChars,
    int rowInputChars,
    int labelledRunsMax,
    int knownRunsMax,
    int labelledStepsMax,
    int modelsMax,
    double falseAlarmShare) {

  public AgentConfig {
    atLeastOne("stepsPerRunMax", stepsPerRunMax);
    atLeastOne("labelledRunsMax", labelledRunsMax);
    atLeastOne("knownRunsMax", knownRunsMax);
    atLeastOne("labelledStepsMax", labelledStepsMax);
    atLeastOne("modelsMax", modelsMax);
    atLeastOne("rowInputChars", rowInputChars);
    if (!(falseAlarmShare > 0 && falseAlarmShare <= .5)) {
      throw new IllegalArgumentException(
          "falseAlarmShare is " + falseAlarmShare + ", must be above 0 and at most .5");
    }
    if (rowTextChars < 100 || readChars < rowTextChars) {
      throw new IllegalArgumentException(
          "rowTextChars is " + rowTextChars + ", allowed are 100 to readChars, " + readChars);
    }
  }

  public static AgentConfig defaults() {
    return new AgentConfig(512, 20_000, 5_000, 1_500, 400, 500, 600, 24, .01);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
  }
}
