package io.faultlore.engine.read;

import static io.faultlore.engine.read.Cart.TEXT;
import static io.faultlore.engine.read.Cart.cart;
import static io.faultlore.engine.read.Cart.leaf;
import static io.faultlore.engine.read.Cart.level;
import static io.faultlore.engine.read.Cart.sending;
import static io.faultlore.engine.read.Cart.text;
import static io.faultlore.engine.read.Cart.usual;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Cart.Second;
import io.faultlore.engine.signal.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels and texts of logs beside the usual ones. */
class LoggedTest {
  @Test
  void textsThatAreMoreNewAndVanished() {
    ServiceReading cart =
        cart(
            s ->
                new Second(s)
                    .cart(1, 10, false)
                    .logged(17, "refused by the bank")
                    .logged(17, "refused by the bank"));
    Logged.Text fresh = text(cart, "refused by the bank").orElseThrow();
    assertTrue(fresh.isNew() && fresh.isBad() && !fresh.isVanished());
    assertEquals(120, fresh.count());
    assertTrue(fresh.llr() > 3);
    Logged.Text vanished = text(cart, TEXT).orElseThrow();
    assertTrue(vanished.isVanished() && !vanished.isNew() && !vanished.isBad());
    assertEquals(60, vanished.expected(), 1);
    assertTrue(vanished.llr() < -3);
    assertTrue(level(cart, Logged.Kind.ERRORS).llr() > 3);
    assertTrue(level(cart, Logged.Kind.RECORDS).llr() > 3);
    assertTrue(level(cart, Logged.Kind.WARNINGS).llr() <= 0);
  }

  @Test
  void moreTrafficIsNoNewsInLogsAndCalls() {
    ServiceReading cart =
        cart(s -> new Second(s).cart(3, 10, false).logged(9, TEXT).logged(9, TEXT).logged(9, TEXT));
    assertTrue(cart.requests().llr() > 3);
    assertTrue(Math.abs(text(cart, TEXT).orElseThrow().llr()) < 1);
    Call.Known call = (Call.Known) leaf(cart, "SELECT carts");
    assertTrue(Math.abs(call.llr()) < 1);
    assertEquals(180, call.expected(), 3);
    assertEquals(60, call.expectedInTime(), 1);
  }

  @Test
  void whereNobodyLoggedNothingIsSaidOfLogs() {
    Reading reading =
        Life.lastMinute(
            s -> usual(s).signals,
            s -> usual(s).signals.stream().filter(one -> one instanceof Span).toList());
    assertEquals(List.of(), reading.of("cart").logged());
    assertFalse(sending(reading.of("cart")).gone());
  }
}
