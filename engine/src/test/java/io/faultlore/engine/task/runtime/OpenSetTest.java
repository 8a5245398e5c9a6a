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
    assertEquals(.5, OpenSet.cut(List.of(RIGHT, WRONG, SURE_RIGHT)));
    assertEquals(.3, OpenSet.cut(List.of(RIGHT, SURE_RIGHT)), "nothing was wrong");
  }

  @Test
  void rightAnswersBelowManyWrongOnesAreGivenUp() {
    Answer unsureRight = new Answer(.3, true);
    assertEquals(.65, OpenSet.cut(List.of(SURE_RIGHT, WRONG, WRONG, unsureRight)));
  }

  @Test
  void nothingIsAnsweredWhereNoAnswerWasEverRight() {
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(List.of(WRONG, WRONG)));
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(List.of()));
  }

  @Test
  void aRightAnswerAsSureAsAWrongOneIsNoGain() {
    List<Answer> tied = List.of(new Answer(.5, true), new Answer(.5, false));
    assertEquals(Double.POSITIVE_INFINITY, OpenSet.cut(tied));
  }
}
