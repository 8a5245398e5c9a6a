package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.task.runtime.OpenSet.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSetTest {
  private static final Answer SURE_RIGHT = new Answer(.9, true);
  private static final Answer RIGHT = new Answer(.6, true);
  private static final Answer WRONG = new Answer(.4, false);

  @Test
  void theCutLiesHalfWayBetweenRightAndWrongAnswers() {
    assertEquals(.5, OpenSet.cut(List.of(RIGHT, WRONG, SURE_RIGHT), 1));
    assertEquals(.3, OpenSet.cut(List.of(RIGHT, SURE_RIGHT), 1), "nothing was wrong");
  }

  @Test
  void rightAnswersBelowManyWrongOnesAreGivenUp() {
    Answer unsureRight = new Answer(.3, true);
    assertEquals(.65, OpenSet.cut(List.of(SURE_RIGHT, WRONG, WRONG, unsureRight), 1));
  }

  @Test
  void nothingIsAnsweredWhereNoAnswerWasEverRight() {
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(List.of(WRONG, WRONG), 1));
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(List.of(), 1));
  }

  @Test
  void aRightAnswerAsSureAsAWrongOneIsNoGain() {
    List<Answer> tied = List.of(new Answer(.5, true), new Answer(.5, false));
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(tied, 1));
  }
}
