package io.faultlore.engine.encode;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints what the encoders, redaction and masking cost, in CPU time of one thread. Run by hand: mvn
 * test-compile, then java with the test class path.
 */
final class EncoderBenchmark {
  private static final String LINE =
      "2023-01-29T08:50:01.123Z WARN order-service connection to 10.0.3.17:5432 refused after 125ms";

  private EncoderBenchmark() {}

  static void main() {
    long begin = System.nanoTime();
    Path natives = Path.of("target", "natives");
    try (MiniLmTextEncoder precise = MiniLmTextEncoder.open(natives)) {
      print("MiniLM opened, ms", (System.nanoTime() - begin) / 1e6);
      begin = System.nanoTime();
      StaticTextEncoder fast = StaticTextEncoder.load();
      print("static table loaded, ms", (System.nanoTime() - begin) / 1e6);
      for (int lines : new int[] {1, 5, 20}) {
        String text = (LINE + "\n").repeat(lines);
        measure(precise, text, 40);
        measure(fast, text, 20_000);
        measure(new CachedTextEncoder(fast, 10), text, 20_000);
      }
      print("redact, us a line", cpuMicros(() -> Redaction.redact(LINE).length(), 100_000));
      print("mask, us a line", cpuMicros(() -> Masking.mask(LINE).length(), 100_000));
    }
  }

  private static void measure(TextEncoder encoder, String text, int times) {
    double micros = cpuMicros(() -> encoder.encode(text).dimensions(), times);
    print(
        encoder.getClass().getSimpleName() + ", " + text.length() + " characters, us a text",
        micros);
  }

  private interface Work {
    int run();
  }

  private static double cpuMicros(Work work, int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += work.run();
    }
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      sum += work.run();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    return sum == 0 ? Double.NaN : nanos / 1e3 / times;
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-60s %10.2f%n", what, value);
  }
}
