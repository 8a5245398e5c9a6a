package io.faultlore.receiver.world;

import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of simulated systems in a table, the spread of random ones beside recorded ones. A
 * recorded figure outside the spread is marked.
 */
public final class Description {
  private static final int PAUSE_SECONDS = 240;

  private final Map<String, Double> shop;
  private final List<Map<String, Double>> random;
  private final List<Recorded> recorded;

  private record Recorded(String name, Map<String, Double> figures) {}

  private Description(
      Map<String, Double> shop, List<Map<String, Double>> random, List<Recorded> recorded) {
    this.shop = shop;
    this.random = random;
    this.recorded = recorded;
  }

  /**
   * Simulates and reads.
   *
   * @param hours of each simulated system
   * @param systems how many random ones
   * @param folders recorded data sets in the evaluation format
   * @throws IOException when a data set cannot be read
   */
  public static Description of(double hours, int systems, long seed, List<Path> folders)
      throws IOException {
    List<Recorded> recorded = new ArrayList<>();
    for (Path folder : folders) {
      recorded.add(
          new Recorded(folder.toAbsolutePath().normalize().getFileName().toString(), read(folder)));
    }
    List<Map<String, Double>> random = new ArrayList<>();
    for (int i = 0; i < systems; i++) {
      random.add(figures(Systems.random(seed + i), hours, seed + i));
    }
    return new Description(figures(Systems.shop(), hours, seed), random, recorded);
  }

  /** All traces are looked at: a share of them says the same after a longer time. */
  private static Map<String, Double> figures(SystemPlan plan, double hours, long seed) {
    return new Simulated(plan.withSamplingRatio(1), hours, PAUSE_SECONDS, seed)
        .statistics()
        .figures();
  }

  static Map<String, Double> read(Path folder) throws IOException {
    Statistics statistics = new Statistics(new FaultReach(LabelJson.faults(folder)));
    try (CapturedFiles files = CapturedFiles.open(List.of(folder))) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        for (Signal signal : next.get().decoded().signals()) {
          statistics.take(signal);
        }
      }
    }
    return statistics.figures();
  }

  /** The table; ends with a line break. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(String.format("%62s\n", "random systems    "));
    out.append(String.format("%-26s%9s%9s%9s%9s", "", "shop", "least", "median", "most"));
    recorded.forEach(set -> out.append(String.format("%13s", shortened(set.name))));
    out.append('\n');
    for (String name : shop.keySet()) {
      row(name, out);
    }
    if (!recorded.isEmpty()) {
      out.append("* outside what the random systems show\n");
    }
    return out.toString();
  }

  private void row(String name, StringBuilder out) {
    double[] spread =
        random.stream()
            .mapToDouble(figures -> figures.getOrDefault(name, Double.NaN))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double least = spread.length == 0 ? Double.NaN : spread[0];
    double most = spread.length == 0 ? Double.NaN : spread[spread.length - 1];
    out.append(String.format("%-26s", name));
    for (double value :
        new double[] {
          shop.getOrDefault(name, Double.NaN), least, Statistics.median(Arrays.stream(spread)), most
        }) {
      out.append(String.format("%9s", number(value)));
    }
    for (Recorded set : recorded) {
      double value = set.figures.getOrDefault(name, Double.NaN);
      out.append(String.format("%13s", number(value) + (value < least || value > most ? "*" : "")));
    }
    out.append('\n');
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String shortened(String name) {
    return name.length() <= 12 ? name : name.substring(0, 12);
  }
}
