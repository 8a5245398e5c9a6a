package io.faultlore.engine.read;

import static io.faultlore.engine.read.Life.USUAL;
import static io.faultlore.engine.slice.Telemetry.failed;
import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.point;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A cart that asks its database, beside a mail that goes on whatever happens to the cart. */
class ReadingTest {
  private static final String TEXT = "asked for a cart";

  /** A second of the cart's life, which the mail shares. */
  private static final class Second {
    final int second;
    final List<Signal> signals = new ArrayList<>();

    Second(int second) {
      this.second = second;
      request("mail", 0, "SELECT mails", 5, false);
      signals.add(log("mail", second, 9, "sent a mail"));
      every(15, gauge("mail", "pool.used", second, 3));
    }

    /** Asks its database and answers; both take so much longer than the database's two ms. */
    Second request(String service, int n, String asked, double ms, boolean fails) {
      String trace = service + second + "." + n;
      double at = second + n / 100.0;
      Span call =
          span(service, trace, "c", "r", asked, Kind.CLIENT, at, 2 + ms, "server.address", "db");
      signals.add(fails ? failed(call) : call);
      Span served = span(service, trace, "r", "", "GET /", Kind.SERVER, at, 3 + 2 * ms);
      signals.add(fails ? failed(served) : served);
      return this;
    }

    Second cart(int requests, double ms, boolean fails) {
      for (int n = 0; n < requests; n++) {
        // Never twice the same, as in life.
        request("cart", n, "SELECT carts", ms * (1 + second % 5 / 20.0), fails);
      }
      return this;
    }

    Second logged(int severity, String text) {
      signals.add(log("cart", second, severity, text));
      return this;
    }

    Second measured(double value) {
      return every(15, gauge("cart", "pool.used", second, value));
    }

    Second every(int seconds, Signal signal) {
      if (second % seconds == 0) {
        signals.add(signal);
      }
      return this;
    }
  }

  private static Second usual(int second) {
    return new Second(second).cart(1, 10, false).logged(9, TEXT).measured(3 + second % 2);
  }

  private static ServiceReading cart(IntFunction<Second> last) {
    return cart(ReadingTest::usual, last);
  }

  private static ServiceReading cart(IntFunction<Second> usual, IntFunction<Second> last) {
    return Life.lastMinute(s -> usual.apply(s).signals, s -> last.apply(s).signals).of("cart");
  }

  @Test
  void whatIsAsUsualIsReadAsUsual() {
    ServiceReading cart = cart(ReadingTest::usual);
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

  private static Requests none(double expected, double kept) {
    return new Requests(true, 0, expected, 0, 0, 0, 0, 0, true, kept);
  }

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
              ReadingTest::usual);
      boolean missed = every == 20;
      assertEquals(missed, cart.calls().stream().anyMatch(call -> call instanceof Call.Missed));
      assertEquals(missed, text(cart, "rare one").isPresent());
    }
  }

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

  @Test
  void aServiceThatWasNeverSeenHasNoUsualSelf() {
    ServiceReading cart = cart(Second::new, ReadingTest::usual);
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

  private static Call leaf(ServiceReading reading, String operation) {
    return reading.calls().stream()
        .filter(call -> call.key().kind() == CallKey.Kind.LEAF)
        .filter(call -> call.key().operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Logged.Text> text(ServiceReading reading, String words) {
    return reading.logged().stream()
        .filter(one -> one instanceof Logged.Text text && text.template().text().contains(words))
        .map(Logged.Text.class::cast)
        .findFirst();
  }

  private static Logged level(ServiceReading reading, Logged.Kind kind) {
    return reading.logged().stream()
        .filter(one -> one instanceof Logged.Level level && level.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static Measured.Level level(ServiceReading reading) {
    return assertInstanceOf(Measured.Level.class, reading.measured().getFirst());
  }

  private static Measured.Sending sending(ServiceReading reading) {
    return assertInstanceOf(Measured.Sending.class, reading.measured().getLast());
  }
}
