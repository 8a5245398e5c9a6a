package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.ExponentialHistogram;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.MetricPoint.Quantile;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.MetricPoint.Summary;
import io.faultlore.engine.slice.Drops.Reason;
import io.faultlore.engine.slice.Series.Aspect;
import io.faultlore.engine.slice.Series.Meaning;
import io.faultlore.engine.slice.Series.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesReaderTest {
  private final Drops drops = new Drops();
  private final SeriesReader reader = new SeriesReader(100, () -> 0, drops);
  private final MetricStats stats = new MetricStats();
  private final List<ToldRequests> told = new ArrayList<>();

  @Test
  void aGaugeIsItsMean() {
    read(gauge("cart", "load", 0, 1), gauge("cart", "load", 10, 4));
    assertEquals(Map.of("load", 2.5), values());
  }

  @Test
  void attributesAndInstancesAreSeriesOfTheirOwn() {
    read(point("cart", "load", 0, new MetricPoint.Gauge(1), "cpu", "0"));
    read(point("cart", "load", 0, new MetricPoint.Gauge(3), "cpu", "1"));
    assertEquals(Map.of("load{cpu=0}", 1.0, "load{cpu=1}", 3.0), values());
  }

  @Test
  void aCounterIsARateFromItsSecondPointOn() {
    read(counter(0, 1_000));
    assertEquals(Map.of(), values());
    read(counter(10, 1_050));
    assertEquals(Map.of("count#rate", 5.0), values());
    assertEquals(0, stats.restarts());
  }

  @Test
  void aCounterThatFellBeganAnewAndGivesNoRate() {
    read(counter(0, 1_000), counter(10, 30));
    assertEquals(Map.of(), values());
    assertEquals(1, stats.restarts());
    assertEquals(Map.of(), stats.restartedAgain());
    read(counter(20, 50));
    assertEquals(Map.of("count#rate", 2.0), values());
  }

  @Test
  void aCounterThatBeginsAnewThriceWithinFiveMinutesEachTellsOfIt() {
    read(counter(0, 1_000), counter(10, 30), counter(400, 90), counter(410, 0));
    read(counter(650, 50), counter(660, 10));
    assertEquals(
        Map.of(), stats.restartedAgain(), "of the three the second came six minutes later");
    assertEquals(3, stats.restarts());
    read(counter(900, 50), counter(910, 10));
    assertEquals(Map.of("cart", 1), stats.restartedAgain());
  }

  @Test
  void aSumThatMayFallIsALevel() {
    read(point("cart", "queue", 0, new Sum(7, false, true)));
    assertEquals(Map.of("queue", 7.0), values());
  }

  @Test
  void aDeltaIsARateOverItsOwnTime() {
    read(point("cart", "count", 20, new Sum(60, true, false)));
    assertEquals(Map.of("count#rate", 3.0), values(), "60 in the 20 s since its start");
  }

  @Test
  void aHistogramGivesRateMeanAndHighQuantileOfWhatWasAdded() {
    read(histogram(0, 100, 1_000, 90, 10, 0), histogram(10, 120, 1_900, 90, 11, 19));
    Map<String, Double> values = values();
    assertEquals(2.0, values.get("ms#rate"));
    assertEquals(45.0, values.get("ms#mean"), "900 ms in 20 calls");
    assertEquals(50.0, values.get("ms#p95"), "the last bound: 19 of 20 lie beyond");
  }

  @Test
  void anExponentialHistogramGivesRateMeanAndHighQuantile() {
    read(exponential(0, 10, 100), exponential(10, 30, 700));
    assertEquals(2.0, values().get("ms#rate"));
    assertEquals(30.0, values().get("ms#mean"));
    assertEquals(
        1.5, Objects.requireNonNull(values().get("ms#p95")), .3, "its bucket reaches from 1 to 2");
  }

  @Test
  void aSummaryGivesItsHighQuantile() {
    read(
        point(
            "cart",
            "ms",
            0,
            new Summary(5, 50, List.of(new Quantile(.5, 9), new Quantile(.99, 80)))));
    assertEquals(Map.of("ms#p95", 80.0), values());
  }

  @Test
  void whatIsNotNewerIsCountedAndLeftOut() {
    read(gauge("cart", "load", 10, 1), gauge("cart", "load", 10, 9), gauge("cart", "load", 5, 9));
    assertEquals(Map.of("load", 1.0), values());
    assertEquals(2, drops.of(Reason.OUT_OF_ORDER));
  }

  @Test
  void whatIsNotFiniteIsCountedAndLeftOut() {
    read(gauge("cart", "load", 0, Double.NaN), counter(0, Double.POSITIVE_INFINITY));
    assertEquals(Map.of(), values());
    assertEquals(2, drops.of(Reason.NOT_FINITE));
  }

  @Test
  void anIncrementBeforeATotalIsNoIncrementOfIt() {
    read(
        point("cart", "count", 10, new Sum(60, true, false)),
        point("cart", "count", 20, new Sum(9_000, true, true)),
        point("cart", "count", 30, new Sum(9_060, true, true)));
    assertEquals(Map.of("count#rate", 6.0), values());
  }

  @Test
  void theShareOfALimitIsToldByTheConventionsPairs() {
    String pool = "db.client.connection.count";
    read(
        point("cart", pool, 0, new Sum(9, false, true), "pool.name", "a", "state", "used"),
        point("cart", pool, 0, new Sum(1, false, true), "pool.name", "a", "state", "idle"),
        point("cart", "db.client.connection.max", 0, new Sum(10, false, true), "pool.name", "a"),
        point("cart", "db.client.connection.max", 0, new Sum(90, false, true), "pool.name", "b"),
        gauge("cart", "jvm.memory.used", 0, 30),
        gauge("cart", "process.cpu.utilization", 0, .4));
    Map<String, Double> shares = new TreeMap<>();
    for (Series series : stats.series().keySet()) {
      stats.shareOfLimit(series).ifPresent(share -> shares.put(series.name(), share));
    }
    assertEquals(Map.of(pool, .9, "process.cpu.utilization", .4), shares);
  }

  @Test
  void aShareInPercentIsAShare() {
    MetricPoint point = gauge("cart", "container.memory.percent", 0, 40);
    read(
        new MetricPoint(
            point.resource(),
            point.scope(),
            point.name(),
            "%",
            point.attributes(),
            0,
            point.timeUnixNano(),
            point.data()));
    assertEquals(Map.of("container.memory.percent", .4), values());
  }

  @Test
  void aLevelIsRobustAgainstASingleOutlier() {
    List<MetricStats> minutes =
        List.of(minute(9), minute(10), minute(11), minute(10), minute(1_000));
    Series load = minutes.getFirst().series().keySet().iterator().next();
    MetricBaseline.Level level = Objects.requireNonNull(new MetricBaseline(minutes).level(load));
    assertEquals(10, level.median());
    assertEquals(1.4826, level.sigma(), 1e-9, "deviations 1, 0, 1, 0, 990: median 1");
    assertEquals(9, level.min());
    assertEquals(1_000, level.max());
    assertTrue(new MetricBaseline(minutes).sentInMostMinutes());
  }

  private static MetricStats minute(double value) {
    MetricStats minute = new MetricStats();
    minute.add(
        new Series("cart|load", "load", "load", new Meaning(Aspect.OTHER, Role.USAGE, "")), value);
    return minute;
  }

  private static MetricPoint counter(double second, double total) {
    return point("cart", "count", second, new Sum(total, true, true));
  }

  private static MetricPoint histogram(double second, long count, double sum, long... counts) {
    List<Long> buckets = Arrays.stream(counts).boxed().toList();
    return point(
        "cart", "ms", second, new Histogram(count, sum, List.of(5.0, 50.0), buckets, true));
  }

  private static MetricPoint exponential(double second, long count, double sum) {
    return point(
        "cart",
        "ms",
        second,
        new ExponentialHistogram(count, sum, 0, 0, 0, List.of(count), 0, List.of(), true));
  }

  private void read(MetricPoint... points) {
    for (MetricPoint point : points) {
      reader.read(SeriesReader.key(point), point, stats, told::add);
    }
  }

  /** Mean of every series, by its key without the instance. */
  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    stats.series().forEach((of, mean) -> values.put(of.key().substring(5), mean.value()));
    return values;
  }
}
