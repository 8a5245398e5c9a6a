package io.faultlore.engine.task.agent.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThresholdTest {
  @Test
  void separatesWhatCanBeSeparated() {
    double[] scores = {.1, .9, .2, .8, .3};
    boolean[] failing = {false, true, false, true, false};
    assertEquals(.8, Threshold.choose(scores, failing));
  }

  @Test
  void acceptsAFalseAlarmThatFindsTwoMore() {
    // From .5 on: 3 hits of 4 alarms, F1 6/7; from .9 on: 1 hit, F1 2/4.
    double[] scores = {.9, .8, .6, .5, .1};
    boolean[] failing = {true, false, true, true, false};
    assertEquals(.5, Threshold.choose(scores, failing));
  }

  @Test
  void tiesGoToFewerAlarms() {
    // From .9 on: 1 of 1, F1 2/3; from .4 on: 2 of 4, F1 4/6.
    double[] scores = {.9, .6, .5, .4};
    boolean[] failing = {true, false, false, true};
    assertEquals(.9, Threshold.choose(scores, failing));
  }
}
