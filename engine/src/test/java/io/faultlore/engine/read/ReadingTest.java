package io.faultlore.engine.read;

import static io.faultlore.engine.read.Cart.cart;
import static io.faultlore.engine.read.Cart.level;
import static io.faultlore.engine.read.Cart.sending;
import static io.faultlore.engine.read.Cart.usual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Cart.Second;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests, and the reading of a window as a whole. */
class ReadingTest {
  @Test
  void whatIsAsUsualIsReadAsUsual() {
    ServiceReading cart = cart(Cart::usual);
    assertEquals(7, cart.sent());
    assertEquals(7, cart.known());
    assertEquals(60, cart.requests().count());
    assertEquals(60, cart.requests().expected(), 1);
    assertTrue(Math.abs(cart.requests().llr()) < .5);
    assertTrue(cart.requests().failedLlr() < 0);
    assertFalse(cart.requests().isGone());
    for (Call one : cart.calls()) {
      Call.Known call = assertInstanceOf(Call.Known.class, one);
      assertTrue(Math.abs(call.z()) < 1, call.toString());
      assertEquals(0, call.tail());
      assertEquals(0, call.addedMs(), 1);
      assertEquals(60, call.expected(), 1);
      assertEquals(60, call.expectedInTime(), 1);
      assertFalse(call.isSlow());
    }
    assertFalse(cart.successions().isEmpty());
    assertTrue(cart.successions().stream().allMatch(one -> one.oddness() < .5));
    assertEquals(5, cart.logged().size(), "four levels and a text");
    for (Logged one : cart.logged()) {
      assertTrue(Math.abs(one.llr()) < 1.1, one.toString());
    }
    assertEquals(0, level(cart).beyond());
    assertEquals(new Measured.Sending(0, true, false), sending(cart));
    assertEquals(1 + 2 + 5 + 2 + cart.successions().size() + 1, cart.compared().count());
  }

  @Test
  void moreAndFewerRequestsThanUsual() {
    assertTrue(cart(s -> new Second(s).cart(3, 10, false)).requests().llr() > 3);
    Requests fewer = cart(s -> new Second(s).cart(s % 4 == 0 ? 1 : 0, 10, false)).requests();
    assertTrue(fewer.llr() < -3);
    assertFalse(fewer.isGone());
    Requests none = cart(Second::new).requests();
    assertTrue(none.llr() < -3);
    assertTrue(none.isGone());
  }

  @Test
  void requestsThatFailMoreThanUsual() {
    Requests requests = cart(s -> new Second(s).cart(1, 10, s % 2 == 0)).requests();
    assertEquals(30, requests.failed());
    assertEquals(0, requests.failedExpected());
    assertTrue(requests.failedLlr() > 3);
    assertTrue(requests.originsLlr() > 3);
    Requests asEver =
        cart(
                s -> usual(s).request("cart", 9, "SELECT carts", 10, true),
                s -> new Second(s).cart(2, 10, s % 2 == 0))
            .requests();
    assertEquals(.5, asEver.failedShare(), .02);
    assertEquals((double) asEver.failed(), asEver.failedExpected(), 2);
  }

  @Test
  void requestsAreGoneFromFiveOnThatWereRead() {
    assertTrue(none(5, 1).isGone());
    assertFalse(none(4.99, 1).isGone());
    assertTrue(none(10, .5).isGone());
    assertFalse(none(9.99, .5).isGone());
  }

  @Test
  void aServiceThatWasNeverSeenHasNoUsualSelf() {
    ServiceReading cart = cart(Second::new, Cart::usual);
    assertFalse(cart.requests().known());
    assertEquals(0, cart.requests().expected());
    assertTrue(cart.calls().stream().allMatch(call -> call instanceof Call.New));
    assertFalse(cart.calls().isEmpty());
    assertEquals(List.of(), cart.successions());
    assertEquals(List.of(), cart.logged());
    assertEquals(List.of(new Measured.Sending(0, false, false)), cart.measured());
  }

  @Test
  void whoIsCalledOrMissedIsReadAndNobodyElse() {
    Reading reading = Life.lastMinute(s -> usual(s).signals, s -> new Second(s).signals);
    assertEquals(List.of("cart", "db", "mail"), List.copyOf(reading.services().keySet()));
    assertThrows(NullPointerException.class, () -> reading.of("zone"));
  }

  private static Requests none(double expected, double kept) {
    return new Requests(true, 0, expected, 0, 0, 0, 0, 0, true, kept);
  }
}
