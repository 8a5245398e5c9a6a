package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Twenty minutes, in each of which one service logs once. */
class HistoryTest {
  private final History history = new History();

  @Test
  void theLastFiveMinutesAreNoBaselineYet() {
    live(0, 20);
    assertEquals(15, history.live(at(60 * 20)).logs("cart").minutes());
    assertEquals(19, history.before(at(60 * 20)).logs("cart").minutes(), "the last is still open");
  }

  @Test
  void judgingBeginsWithFiveMinutesAndALagOfOne() {
    live(0, 7);
    assertEquals(0, history.live(at(60 * 5)).logs("cart").minutes(), "four are no history");
    assertEquals(5, history.live(at(60 * 6)).logs("cart").minutes());
  }

  @Test
  void minutesOfASuspectedFailureAreLeftOut() {
    live(0, 20);
    history.flag(at(60 * 5), at(60 * 8));
    assertEquals(12, history.live(at(60 * 20)).logs("cart").minutes());
  }

  @Test
  void whenNearlyAllIsFlaggedTheFlaggedMinutesAreTheNormal() {
    live(0, 20);
    history.flag(at(0), at(60 * 17));
    assertEquals(15, history.live(at(60 * 20)).logs("cart").minutes());
  }

  @Test
  void whatWasUsualBeforeAMomentKnowsNothingOfLater() {
    live(0, 20);
    assertEquals(10, history.before(at(60 * 10)).logs("cart").minutes());
    assertEquals(10, history.before(at(60 * 10)).logs("cart").all().records());
  }

  @Test
  void theSameMinutesAreTheSameBaselines() {
    live(0, 20);
    assertSame(history.live(at(60 * 20)), history.live(at(60 * 20 + 15)));
  }

  private void live(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      Pane pane = new Pane(at(60 * minute), at(60 * minute + 60));
      pane.service("cart").logsToFill().add(new Template("a", 1, false));
      pane.close();
      history.add(pane);
    }
  }
}
