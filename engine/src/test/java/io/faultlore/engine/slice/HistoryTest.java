package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Minutes in which services log once each; the last minute that was sent is still open. */
class HistoryTest {
  private static final int SERVICES_MAX = 10;
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  private final History history = new History(SERVICES_MAX);

  @Test
  void theLastFiveMinutesAreNoBaselineYet() {
    live(0, 20, "cart");
    assertEquals(15, history.live(minute(20)).logs("cart").minutes());
    assertEquals(19, history.before(minute(20)).logs("cart").minutes(), "the last is still open");
  }

  @Test
  void aYoungHistoryIsAllButItsLastMinute() {
    live(0, 20, "cart");
    for (int now = 1; now <= 9; now++) {
      assertEquals(now - 1, history.live(minute(now)).logs("cart").minutes());
    }
    assertEquals(5, history.live(minute(10)).logs("cart").minutes(), "enough to keep a distance");
  }

  @Test
  void whatWasUsualBeforeAMomentKnowsNothingOfLater() {
    live(0, 20, "cart");
    assertEquals(10, history.before(minute(10)).logs("cart").minutes());
    assertEquals(10, history.before(minute(10)).logs("cart").all().records());
  }

  @Test
  void theSameMinutesAreTheSameBaselines() {
    live(0, 20, "cart");
    assertSame(history.live(minute(20)), history.live(minute(20) + 15));
  }

  @Test
  void aServiceThatAppearsLaterHasOnlyItsOwnMinutes() {
    for (String late : List.of("a-new-one", "new", "zzz")) {
      History young = new History(SERVICES_MAX);
      live(young, 0, 20, "cart");
      live(young, 20, 30, "cart", late);
      Baselines usual = young.before(minute(30));
      assertEquals(9, usual.logs(late).minutes());
      assertEquals(9, usual.minutes(late));
      assertEquals(9 * 60, usual.logs(late).seconds(), "it was not silent before: it was not");
      assertEquals(29, usual.logs("cart").minutes());
      assertEquals(0, usual.minutes("never"));
    }
  }

  @Test
  void silentMinutesOfAServiceThatIsThereAreItsMinutes() {
    live(0, 10, "cart", "rare");
    live(10, 15, "cart");
    Baselines usual = history.before(minute(15));
    assertEquals(14, usual.logs("rare").minutes());
    assertEquals(10, usual.logs("rare").all().records());
    assertTrue(usual.services().contains("rare"), "its silence says something");
  }

  @Test
  void minutesOfAFailureAreHeldBackFromThoseInItAndFromNobodyElse() {
    live(0, 20, "cart", "stock", "pay");
    history.holdBack(Set.of("cart", "stock"), minute(5), minute(8));
    Baselines usual = history.live(minute(20));
    assertEquals(12, usual.logs("cart").minutes());
    assertEquals(12, usual.logs("stock").minutes());
    assertEquals(15, usual.logs("pay").minutes());
  }

  /** Where all minutes were of a failure, these used to become the normal after a while. */
  @Test
  void aFailureOfManyHoursNeverBecomesUsual() {
    live(0, 20, "cart", "pay");
    for (int now = 20; now < 20 + 6 * HOUR; now++) {
      for (int i = 0; i < 5; i++) {
        log(history, now, "cart"); // six records instead of one
      }
      live(now, now + 1, "cart", "pay");
      // Told while the minute still goes on, as by a window that ends in its middle.
      history.holdBack(Set.of("cart"), minute(20), minute(now) + History.MINUTE / 4);
      LogBaseline usual = history.live(minute(now)).logs("cart");
      assertEquals(usual.minutes(), usual.all().records(), "at minute " + now);
      assertTrue(usual.minutes() >= 14, "at minute " + now);
    }
    Baselines usual = history.live(minute(20 + 6 * HOUR));
    assertEquals(20, usual.logs("cart").minutes(), "what it was before");
    assertEquals(History.RECORDED_MINUTES, usual.logs("pay").minutes());
    live(20 + 6 * HOUR, 30 + 6 * HOUR, "cart", "pay");
    assertEquals(29, history.before(minute(30 + 6 * HOUR)).logs("cart").minutes(), "it is over");
  }

  @Test
  void whatIsThereAnHourADayKeepsWhatWasLearnedOfIt() {
    for (int day = 0; day < 2; day++) {
      live(day * DAY, day * DAY + HOUR, "cart", "nightly");
      live(day * DAY + HOUR, (day + 1) * DAY, "cart");
      Baselines asleep = history.live(minute((day + 1) * DAY));
      assertFalse(asleep.services().contains("nightly"), "nobody waits for it");
      assertEquals(History.RECORDED_MINUTES, asleep.logs("nightly").minutes());
      double perMinute =
          (double) asleep.logs("nightly").all().records() / asleep.minutes("nightly");
      assertTrue(perMinute >= .7, "mostly as it is when it is there, " + perMinute + " a minute");
    }
    live(2 * DAY, 2 * DAY + 2, "cart", "nightly");
    assertTrue(history.live(minute(2 * DAY + 2)).services().contains("nightly"));
  }

  @Test
  void servicesAreBoundedAndWhoHasBeenSilentLongestIsForgotten() {
    for (int services : List.of(SERVICES_MAX - 1, SERVICES_MAX, SERVICES_MAX + 1)) {
      History bounded = new History(SERVICES_MAX);
      // Each speaks for a minute of its own; the first once more in the end.
      for (int i = 0; i < services; i++) {
        live(bounded, i, i + 1, "service-" + i, i == SERVICES_MAX - 1 ? "service-0" : "");
      }
      live(bounded, services, services + 1, "service-" + (services - 1));
      Baselines usual = bounded.before(minute(services + 1));
      List<String> forgotten =
          IntStream.range(0, services)
              .mapToObj(i -> "service-" + i)
              .filter(service -> usual.minutes(service) == 0)
              .toList();
      assertEquals(services <= SERVICES_MAX ? List.of() : List.of("service-1"), forgotten);
    }
  }

  private static long minute(int minute) {
    return at(60.0 * minute);
  }

  private void live(int from, int to, String... services) {
    live(history, from, to, services);
  }

  private static void live(History history, int from, int to, String... services) {
    for (int minute = from; minute < to; minute++) {
      log(history, minute, services);
    }
  }

  private static void log(History history, int minute, String... services) {
    Pane pane = new Pane(minute(minute), minute(minute + 1));
    for (String service : services) {
      if (!service.isEmpty()) {
        pane.service(service).logsToFill().add(new Template("a", 1, false));
      }
    }
    pane.close();
    history.add(pane);
  }
}
