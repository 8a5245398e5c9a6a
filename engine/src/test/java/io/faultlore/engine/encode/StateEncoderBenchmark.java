package io.faultlore.engine.encode;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.slice.Telemetry;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Prints what a window of a busy service costs to read and encode, in CPU time of one thread: 300
 * metric series, 40 operations, 60 log templates. Run by hand: mvn test-compile, then java with the
 * test class path.
 */
final class StateEncoderBenchmark {
  private static final int SERIES = 300;
  private static final int OPERATIONS = 40;
  private static final int TEMPLATES = 60;
  private static final int MINUTES = 60;
  private static final int TIMES = 2_000;
  private static final SplittableRandom RANDOM = new SplittableRandom(0);

  private StateEncoderBenchmark() {}

  static void main() {
    StateEncoder encoder = new StateEncoder(StaticTextEncoder.load());
    for (double shift : new double[] {0, 5}) {
      History history = new History(SliceConfig.defaults().servicesMax());
      Deque<Pane> window = new ArrayDeque<>();
      Slicer slicer = new Slicer(SliceConfig.defaults());
      for (Signal signal : life(shift)) {
        slicer.add(signal).forEach(pane -> keep(pane, history, window));
      }
      Pane now = Pane.merge(window);
      Baselines usual = history.live(now.startUnixNano());
      ServiceReading cart = Reading.of(now, usual).of("cart");
      String what = shift == 0 ? "usual window" : "everything changed";
      measure("read, " + what, () -> Reading.of(now, usual).of("cart").requests().llr());
      measure("encode, " + what, () -> encoder.encode(cart).embedding().values()[0]);
    }
  }

  private static void keep(Pane pane, History history, Deque<Pane> window) {
    history.add(pane);
    window.addLast(pane);
    if (window.size() > 4) {
      window.removeFirst();
    }
  }

  private static List<Signal> life(double shiftAtTheEnd) {
    List<Signal> signals = new ArrayList<>();
    for (int quarter = 0; quarter < 4 * MINUTES; quarter++) {
      double shift = quarter >= 4 * MINUTES - 5 ? shiftAtTheEnd : 0;
      double second = 15 * quarter;
      for (int i = 0; i < SERIES; i++) {
        double value = 10 + RANDOM.nextDouble() + shift;
        signals.add(
            Telemetry.point(
                "cart",
                "pool.connections.used" + i / 10,
                second,
                new MetricPoint.Gauge(value),
                "pool",
                "p" + (char) ('a' + i % 10)));
      }
      for (int i = 0; i < 4 * OPERATIONS; i++) {
        String id = quarter + "-" + i;
        String name = "GET /things/" + (char) ('a' + i % OPERATIONS);
        double ms = (5 + 20 * shift) * Math.exp(RANDOM.nextDouble() / 5);
        signals.add(Telemetry.span("cart", id, id, "", name, Kind.SERVER, second, ms));
      }
      for (int i = 0; i < 2 * TEMPLATES; i++) {
        String words = "item " + "x".repeat(1 + i % TEMPLATES) + (shift > 0 ? " failed" : " done");
        signals.add(Telemetry.log("cart", second, 9, words));
      }
    }
    return signals;
  }

  private static void measure(String what, DoubleSupplier work) {
    double sum = 0;
    for (int i = 0; i < TIMES; i++) {
      sum += work.getAsDouble();
    }
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < TIMES; i++) {
      sum += work.getAsDouble();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    double micros = Double.isNaN(sum) ? Double.NaN : nanos / 1e3 / TIMES;
    System.out.printf(Locale.ROOT, "%-60s %10.2f%n", what + ", us", micros);
  }
}
