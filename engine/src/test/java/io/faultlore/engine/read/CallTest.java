package io.faultlore.engine.read;

import static io.faultlore.engine.read.Cart.cart;
import static io.faultlore.engine.read.Cart.leaf;
import static io.faultlore.engine.read.Cart.text;
import static io.faultlore.engine.read.Cart.usual;
import static io.faultlore.engine.slice.Telemetry.failed;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Cart.Second;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls beside those that are usual. */
class CallTest {
  @Test
  void slowerAndFasterCalls() {
    for (Call one : cart(s -> new Second(s).cart(1, 30, false)).calls()) {
      Call.Known slow = assertInstanceOf(Call.Known.class, one);
      assertTrue(slow.z() > 3, slow.toString());
      assertTrue(slow.shift() > .3 && slow.shift() < .5, slow.toString());
      assertTrue(slow.addedMs() > 20 && slow.addedMs() < 80);
      assertTrue(slow.tail() > .9);
      assertTrue(slow.isSlow());
      assertTrue(slow.slower() > 3 && slow.surelySlower() > 3);
    }
    for (Call one : cart(s -> new Second(s).cart(1, 3, false)).calls()) {
      Call.Known fast = assertInstanceOf(Call.Known.class, one);
      assertTrue(fast.z() < -3 && fast.shift() < 0 && fast.addedMs() < 0);
      assertFalse(fast.isSlow());
      assertEquals(0, fast.tail());
      assertEquals(0, fast.surelySlower());
    }
  }

  @Test
  void callsThatFail() {
    Call.Known call =
        (Call.Known) leaf(cart(s -> new Second(s).cart(1, 10, s % 2 == 0)), "SELECT carts");
    assertEquals(30, call.now().errors());
    assertEquals(0, call.failedExpected());
  }

  @Test
  void callsInsteadOfOthersAreNewAndTheOthersAreMissed() {
    ServiceReading cart = cart(s -> new Second(s).request("cart", 0, "SELECT stock", 10, false));
    Call.New fresh = assertInstanceOf(Call.New.class, leaf(cart, "SELECT stock"));
    assertEquals(60, fresh.now().count());
    assertEquals(0, fresh.expectedInTime());
    Call.Missed missed = assertInstanceOf(Call.Missed.class, leaf(cart, "SELECT carts"));
    assertEquals(60, missed.expected(), 1);
  }

  @Test
  void aCallIsKnownFromTheFourthOn() {
    for (int seen = Call.Known.CALLS_MIN - 1; seen <= Call.Known.CALLS_MIN; seen++) {
      int times = seen;
      ServiceReading cart =
          cart(
              s -> s < times ? usual(s).request("cart", 9, "SELECT rare", 10, false) : usual(s),
              s -> usual(s).request("cart", 9, "SELECT rare", 10, false));
      assertEquals(
          times >= Call.Known.CALLS_MIN ? Call.Known.class : Call.New.class,
          leaf(cart, "SELECT rare").getClass());
    }
  }

  @Test
  void whatIsExpectedLessThanTwiceIsNotMissed() {
    for (int every : List.of(20, 60)) {
      ServiceReading cart =
          cart(
              s ->
                  s % every == 0
                      ? usual(s).request("cart", 9, "SELECT rare", 10, false).logged(9, "rare one")
                      : usual(s),
              Cart::usual);
      boolean missed = every == 20;
      assertEquals(missed, cart.calls().stream().anyMatch(call -> call instanceof Call.Missed));
      assertEquals(missed, text(cart, "rare one").isPresent());
    }
  }

  @Test
  void ofCallsThatOnlyTheirCallerRecordedAsManyUsuallyFailAsOfAllCallsOfThatService() {
    ServiceReading front =
        Life.lastMinute(s -> asked(s, s % 10 == 0), s -> asked(s, true)).of("front");
    Call.Known unanswered = (Call.Known) leaf(front, "GET");
    assertEquals(60, unanswered.now().errors());
    assertEquals(6, unanswered.failedExpected(), 1, "one in ten, though of these always all");
    assertEquals(6, unanswered.missingExpected(), 1);
  }

  /** Front asks cart, which answers; or the call fails and cart records nothing of it. */
  private static List<Signal> asked(int second, boolean inVain) {
    String trace = "asked" + second;
    Span call =
        span("front", trace, "c", "r", "GET", Kind.CLIENT, second, 4, "server.address", "cart");
    Span served = span("cart", trace, "s", "c", "GET /cart", Kind.SERVER, second, 3);
    Span front = span("front", trace, "r", "", "GET /", Kind.SERVER, second, 5);
    return inVain ? List.of(failed(call), front) : List.of(served, call, front);
  }
}
