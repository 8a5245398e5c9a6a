package io.faultlore.engine.read;

import static io.faultlore.engine.read.Cart.cart;
import static io.faultlore.engine.read.Cart.level;
import static io.faultlore.engine.read.Cart.sending;
import static io.faultlore.engine.read.Cart.usual;
import static io.faultlore.engine.read.Life.USUAL;
import static io.faultlore.engine.slice.Telemetry.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.read.Cart.Second;
import io.faultlore.engine.signal.MetricPoint;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Metrics, and who sends them, beside what is usual. */
class MeasuredTest {
  @Test
  void aSeriesThatRisesLeavesItsRange() {
    Measured.Level up = level(cart(s -> new Second(s).measured(3 + (s - USUAL) / 5.0)));
    assertTrue(up.z() > 3 && up.beyond() > 3 && up.rise() > 3, up.toString());
    Measured.Level down = level(cart(s -> new Second(s).measured(0)));
    assertTrue(down.z() < -3 && down.beyond() < -3);
    assertEquals(0, down.rise());
    assertTrue(down.sureness() > .5 && down.sureness() < 1);
  }

  @Test
  void aPoolIsUsedUpWhenLittleIsLeftOfWhatAlwaysWasEnough() {
    assertTrue(pool(s -> pooled(s, 3), s -> pooled(s, 10)).isUsedUp());
    assertEquals(1, pool(s -> pooled(s, 3), s -> pooled(s, 10)).share(), 1e-9);
    assertFalse(pool(s -> pooled(s, 3), s -> pooled(s, 7)).isUsedUp(), "three are left");
    assertFalse(pool(s -> pooled(s, 9 + s / 60 % 2), s -> pooled(s, 10)).isUsedUp(), "as always");
    assertFalse(pool(s -> pooled(s, 3), s -> pooled(s, 3)).isUsedUp());
    IntFunction<Second> boundless = s -> used(s, s < Life.USUAL ? 3 : 10);
    assertFalse(pool(boundless, boundless).isUsedUp(), "nobody knows of how many");
  }

  @Test
  void aSeriesIsKnownAfterThreeMinutes() {
    for (int minutes = 2; minutes <= Measured.Level.MINUTES_MIN; minutes++) {
      int since = USUAL - 60 * minutes;
      ServiceReading cart =
          cart(s -> s < since ? new Second(s) : new Second(s).measured(3), s -> usual(s));
      assertEquals(
          minutes >= Measured.Level.MINUTES_MIN,
          cart.measured().stream().anyMatch(one -> one instanceof Measured.Level),
          minutes + " minutes");
    }
  }

  @Test
  void metricsAreGoneWhenOnlyOthersSendThem() {
    ServiceReading silent = cart(Second::new);
    assertEquals(new Measured.Sending(0, true, true), sending(silent));
    assertEquals(0, silent.sent());
    assertEquals(7, silent.known());
    ServiceReading never = cart(s -> new Second(s).cart(1, 10, false), Second::new);
    assertEquals(new Measured.Sending(0, false, false), sending(never));
    assertEquals(2, never.known());
  }

  @Test
  void metricsAreGoneAfterMostOfAMinuteOnly() {
    for (int seconds : List.of(30, 45)) {
      Reading reading =
          Life.lastMinute(
              s -> usual(s).signals,
              s ->
                  new Second(s)
                      .signals.stream()
                          .filter(one -> s < USUAL + seconds || !(one instanceof MetricPoint))
                          .toList());
      assertEquals(seconds >= 45, sending(reading.of("cart")).gone(), seconds + " s");
    }
  }

  private static Second pooled(int second, double used) {
    MetricPoint max =
        point("cart", "db.client.connection.max", second, new MetricPoint.Sum(10, false, true));
    return used(second, used).every(15, max);
  }

  private static Second used(int second, double used) {
    MetricPoint.Data connections = new MetricPoint.Sum(used, false, true);
    String name = "db.client.connection.count";
    return new Second(second).every(15, point("cart", name, second, connections, "state", "used"));
  }

  private static Measured.Level pool(IntFunction<Second> usual, IntFunction<Second> last) {
    return cart(usual, last).measured().stream()
        .filter(Measured.Level.class::isInstance)
        .map(Measured.Level.class::cast)
        .filter(one -> one.series().name().equals("db.client.connection.count"))
        .findFirst()
        .orElseThrow();
  }
}
