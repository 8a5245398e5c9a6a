package io.faultlore.engine.read;

import static io.faultlore.engine.read.Cart.cart;
import static io.faultlore.engine.read.Cart.usual;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Cart.Second;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.StepKey;
import org.junit.jupiter.api.Test;

/** What follows what, beside what usually does. */
class SuccessionTest {
  @Test
  void anotherEventFollows() {
    ServiceReading cart = cart(s -> new Second(s).request("cart", 0, "SELECT stock", 10, false));
    Succession start =
        cart.successions().stream().filter(Succession::isStart).findFirst().orElseThrow();
    assertTrue(start.oddness() > 1);
    assertEquals(1, start.unseen());
    assertEquals(1, start.variation());
    String told = start.telling();
    assertTrue(told.contains("stock"), told);
    assertEquals(1, start.share(told));
    assertEquals(0, start.usualShare(told));
    assertTrue(
        cart.successions().stream().noneMatch(one -> one.key().previous().contains("stock")),
        "what follows it is not known yet");
  }

  @Test
  void whatFollowsAnEventIsKnownFromTheFifthOn() {
    for (int seen = Succession.TIMES_MIN - 1; seen <= Succession.TIMES_MIN; seen++) {
      int times = seen;
      ServiceReading cart =
          cart(
              s -> s < times ? usual(s).request("cart", 9, "SELECT rare", 10, false) : usual(s),
              s -> usual(s).request("cart", 9, "SELECT rare", 10, false));
      assertEquals(
          times >= Succession.TIMES_MIN,
          cart.successions().stream().anyMatch(one -> one.key().previous().contains("rare")),
          times + " times");
    }
  }

  @Test
  void workThatEndsEarlyIsFollowedByTheEnd() {
    ServiceReading cart =
        cart(
            s -> {
              Second second = new Second(s);
              second.signals.add(span("cart", "t" + s, "r", "", "GET /", Kind.SERVER, s, 3));
              return second;
            });
    Succession start =
        cart.successions().stream().filter(Succession::isStart).findFirst().orElseThrow();
    assertEquals(StepKey.END, start.telling());
  }
}
