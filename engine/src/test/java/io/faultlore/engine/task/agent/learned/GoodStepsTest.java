package io.faultlore.engine.task.agent.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.agent.learned.GoodSteps.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How rare a score is among steps that are fine. */
class GoodStepsTest {
  private static final double BUDGET = Math.log(.01);

  private final Random random = new Random(11);

  @Test
  void theBudgetIsKeptOnStepsThatWereNotSeen() {
    GoodSteps good = new GoodSteps(steps("clerk", 500, 0));
    double alarms = share(good, steps("clerk", 20_000, 0));
    assertTrue(alarms > .002 && alarms < .015, "share of alarms " + alarms);
  }

  @Test
  void aSingleStepMovesTheThresholdLittle() {
    List<Scored> known = steps("clerk", 300, 0);
    double before = threshold(new GoodSteps(known));
    known.add(new Scored("clerk", 3));
    double after = threshold(new GoodSteps(known));
    assertTrue(Math.abs(after - before) < .15, before + " became " + after);
  }

  @Test
  void anAgentWhoseGoodStepsScoreHighIsMeasuredByItsOwn() {
    List<Scored> known = steps("clerk", 4_000, 0);
    known.addAll(steps("poet", 400, 2));
    GoodSteps good = new GoodSteps(known);
    List<Scored> poems = steps("poet", 5_000, 2);
    double bySystem =
        poems.stream().filter(step -> good.logShare(step.score()) <= BUDGET).count() / 5_000.0;
    assertTrue(share(good, poems) < bySystem / 2, "by the system's measure " + bySystem);
  }

  @Test
  void anAgentOfWhichTooLittleIsKnownIsMeasuredByTheSystem() {
    for (int own : List.of(9, 10, 11)) {
      List<Scored> known = steps("clerk", 200, 0);
      known.addAll(steps("poet", own, 2));
      GoodSteps good = new GoodSteps(known);
      assertEquals(own <= 10, good.logShare("poet", 2.5) == good.logShare(2.5), own + " steps");
    }
  }

  @Test
  void higherIsRarerEvenBeyondAllThatWasSeen() {
    GoodSteps good = new GoodSteps(steps("clerk", 30, 0));
    double before = good.logShare(-9);
    assertEquals(0, before, "all steps reach it");
    for (double score = -4; score < 9; score += .01) {
      double now = good.logShare(score);
      assertTrue(now <= before, "at " + score);
      before = now;
    }
    assertTrue(before < BUDGET, "30 steps are enough for an alarm");
  }

  @Test
  void stepsThatAreAllAlikeAndASingleOneAreMeasured() {
    for (int count : List.of(1, 20)) {
      List<Scored> alike = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        alike.add(new Scored("clerk", 1));
      }
      GoodSteps good = new GoodSteps(alike);
      assertEquals(0, good.logShare(.5), "all reach it");
      assertTrue(good.logShare(1) > BUDGET, "usual");
      assertTrue(good.logShare(2) < BUDGET, "never seen");
    }
  }

  private static double share(GoodSteps good, List<Scored> steps) {
    long alarms =
        steps.stream().filter(one -> good.logShare(one.agent(), one.score()) <= BUDGET).count();
    return (double) alarms / steps.size();
  }

  private static double threshold(GoodSteps good) {
    double score = -9;
    while (good.logShare(score) > BUDGET) {
      score += .001;
    }
    return score;
  }

  private List<Scored> steps(String agent, int count, double mean) {
    List<Scored> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(new Scored(agent, mean + random.nextGaussian()));
    }
    return steps;
  }
}
