package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The direct way to JSON against the one through protobuf messages: the same text, always. */
class RecordJsonTest {
  private static final long SEED = Long.getLong("faultlore.seed", 20_261);
  private static final int REQUESTS = 300;

  private final RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void spansAreWrittenAsThroughProtobuf() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      bothWaysAgree(some(this::span));
    }
  }

  @Test
  void logRecordsAreWrittenAsThroughProtobuf() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      bothWaysAgree(some(this::log));
    }
  }

  @Test
  void metricPointsAreRefused() {
    MetricPoint point =
        new MetricPoint(
            Resource.UNKNOWN,
            Scope.NONE,
            "up",
            "1",
            Attributes.EMPTY,
            0,
            1,
            new MetricPoint.Gauge(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> RecordJson.of(SignalKind.METRICS, OtlpEncoder.grouped(List.of(point))));
    Map<Resource, Map<Scope, List<Signal>>> astray =
        Map.of(Resource.UNKNOWN, Map.of(Scope.NONE, List.of(point)));
    assertThrows(IllegalArgumentException.class, () -> RecordJson.of(SignalKind.LOGS, astray));
  }

  private static void bothWaysAgree(List<Signal> signals) throws Exception {
    String direct = OtlpEncoder.json(signals);
    assertEquals(JsonMessage.of(OtlpEncoder.request(signals)), direct, "-Dfaultlore.seed=" + SEED);
    byte[] line = direct.getBytes(StandardCharsets.UTF_8);
    List<Signal> read =
        new OtlpDecoder()
            .decode(OtlpEncoder.kindOf(signals.getFirst()), Encoding.JSON, line)
            .signals();
    assertEquals(signals.size(), read.size(), "-Dfaultlore.seed=" + SEED);
  }

  private <T> List<T> some(Supplier<T> one) {
    return Stream.generate(one).limit(1 + chance.nextInt(8)).toList();
  }

  private <T> List<T> few(Supplier<T> one) {
    return Stream.generate(one).limit(chance.nextInt(3)).toList();
  }

  private Signal span() {
    return new Span(
        resource(),
        scope(),
        hex(16),
        hex(8),
        chance.nextBoolean() ? "" : hex(8),
        text(),
        pick(Span.Kind.values()),
        nanos(),
        1 + nanos(), // a span without an end is rejected
        attributes(2),
        few(() -> new Span.Event(nanos(), text(), attributes(1))),
        few(() -> new Span.Link(hex(16), hex(8), attributes(1))),
        pick(Span.Status.values()),
        text());
  }

  private Signal log() {
    return new LogRecord(
        resource(),
        scope(),
        nanos(),
        chance.nextInt(25),
        text(),
        text(),
        value(3),
        attributes(2),
        chance.nextBoolean() ? "" : hex(16),
        chance.nextBoolean() ? "" : hex(8));
  }

  private Resource resource() {
    String name = pick(new String[] {"cart", "shop", "ünï"});
    return chance.nextInt(5) == 0
        ? Resource.of(Attributes.EMPTY)
        : Resource.of(Attributes.of("service.name", name));
  }

  private Scope scope() {
    return chance.nextBoolean() ? Scope.NONE : new Scope(text(), text(), attributes(1));
  }

  /** With distinct keys, for a decoder may drop one of two that are the same. */
  private Attributes attributes(int depth) {
    Attributes.Builder builder = Attributes.builder();
    int size = chance.nextInt(4);
    for (int i = 0; i < size; i++) {
      builder.put("key." + i, value(depth));
    }
    return builder.build();
  }

  private Value value(int depth) {
    return switch (chance.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> new Value.Text(text());
      case 1 -> new Value.Bool(chance.nextBoolean());
      case 2 -> new Value.Int(chance.nextInt(3) == 0 ? 0 : chance.nextLong());
      case 3 -> new Value.Real(real());
      case 4 -> new Value.Bytes(hex(chance.nextInt(5)));
      case 5 -> new Value.Empty();
      case 6 -> new Value.Array(few(() -> value(depth - 1)));
      default -> new Value.Map(attributes(depth - 1));
    };
  }

  private double real() {
    return switch (chance.nextInt(6)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> -0.0;
      case 4 -> chance.nextInt(1_000);
      default -> Math.scalb(chance.nextGaussian(), chance.nextInt(-200, 200));
    };
  }

  private long nanos() {
    return chance.nextInt(4) == 0 ? 0 : chance.nextLong(1L << 62);
  }

  private String text() {
    return String.join(
        " ",
        few(
            () ->
                pick(new String[] {"GET", "\"", "\\", "\n\t\u0001", "ünï", "\uD83D\uDE00", "/"})));
  }

  private String hex(int bytes) {
    byte[] random = new byte[bytes];
    chance.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private <T> T pick(T[] from) {
    return from[chance.nextInt(from.length)];
  }
}
