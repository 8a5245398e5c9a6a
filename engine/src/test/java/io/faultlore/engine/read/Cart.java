package io.faultlore.engine.read;

import static io.faultlore.engine.slice.Telemetry.failed;
import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.CallKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A cart that asks its database, beside a mail that goes on whatever happens to the cart. */
final class Cart {
  static final String TEXT = "asked for a cart";

  /** A second of the cart's life, which the mail shares. */
  static final class Second {
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

  static Second usual(int second) {
    return new Second(second).cart(1, 10, false).logged(9, TEXT).measured(3 + second % 2);
  }

  static ServiceReading cart(IntFunction<Second> last) {
    return cart(Cart::usual, last);
  }

  static ServiceReading cart(IntFunction<Second> usual, IntFunction<Second> last) {
    return Life.lastMinute(s -> usual.apply(s).signals, s -> last.apply(s).signals).of("cart");
  }

  static Call leaf(ServiceReading reading, String operation) {
    return reading.calls().stream()
        .filter(call -> call.key().kind() == CallKey.Kind.LEAF)
        .filter(call -> call.key().operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  static Optional<Logged.Text> text(ServiceReading reading, String words) {
    return reading.logged().stream()
        .filter(one -> one instanceof Logged.Text text && text.template().text().contains(words))
        .map(Logged.Text.class::cast)
        .findFirst();
  }

  static Logged level(ServiceReading reading, Logged.Kind kind) {
    return reading.logged().stream()
        .filter(one -> one instanceof Logged.Level level && level.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  static Measured.Level level(ServiceReading reading) {
    return assertInstanceOf(Measured.Level.class, reading.measured().getFirst());
  }

  static Measured.Sending sending(ServiceReading reading) {
    return assertInstanceOf(Measured.Sending.class, reading.measured().getLast());
  }

  private Cart() {}
}
