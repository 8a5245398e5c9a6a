package io.faultlore.engine.encode;

import static io.faultlore.engine.slice.Telemetry.gauge;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.StateEncoder.Encoded;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.slice.Telemetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Twenty usual minutes of two services, and a last one that differs. */
class StateEncoderTest {
  private static final int LAST = 1_200;

  private final StateEncoder encoder = new StateEncoder(new HashingTextEncoder(64));

  /** What differs in the last minute. */
  private record Change(double load, double ms, String word) {
    static final Change NONE = new Change(0, 0, "asked");
  }

  @Test
  void aUsualWindowPointsToUsual() {
    Encoded usual = last(Change.NONE, signal -> true);
    assertEquals(7, usual.modalities());
    assertEquals(1, usual.embedding().dot(usual.embedding()), 1e-6);
    assertEquals(3 * Deviations.DIMENSIONS, usual.embedding().dimensions());
    assertTrue(usual.embedding().modelId().startsWith("state-features-v1.192"));
    for (int modality = 0; modality < 3; modality++) {
      assertTrue(asUsual(usual, modality) > .95, "modality " + modality);
    }
  }

  @Test
  void eachModalityShowsItsOwnTrouble() {
    List<Change> changes =
        List.of(new Change(1, 0, "asked"), new Change(0, 60, "asked"), new Change(0, 0, "refused"));
    for (int changed = 0; changed < 3; changed++) {
      Encoded encoded = last(changes.get(changed), signal -> true);
      for (int modality = 0; modality < 3; modality++) {
        double usual = asUsual(encoded, modality);
        assertTrue(modality == changed ? usual < .6 : usual > .95, changed + ", " + modality);
      }
    }
  }

  @Test
  void theSameTroubleIsNearerThanAnother() {
    Embedding slow = last(new Change(0, 60, "asked"), signal -> true).embedding();
    Embedding slower = last(new Change(0, 90, "asked"), signal -> true).embedding();
    Embedding refusing = last(new Change(0, 0, "refused"), signal -> true).embedding();
    assertTrue(slow.dot(slower) > .97);
    assertTrue(slow.dot(refusing) < .8);
  }

  @Test
  void theSameInputGivesTheSameVector() {
    Change change = new Change(1, 60, "refused");
    assertEquals(
        last(change, signal -> true).embedding(),
        encode(new StateEncoder(new HashingTextEncoder(64)), change, signal -> true).embedding());
  }

  @Test
  void aPauseOfAllIsNoStateOfTheService() {
    Encoded paused =
        last(
            Change.NONE,
            signal -> signal.timeUnixNano() < Telemetry.at(LAST) || signal instanceof MetricPoint);
    assertEquals(1, paused.modalities());
    assertEquals(1, asUsual(paused, 1), 1e-6);
    assertEquals(1, asUsual(paused, 2), 1e-6);
  }

  @Test
  void silenceWhileOthersSpeakIsADeviation() {
    Encoded silent =
        last(
            Change.NONE,
            signal ->
                signal.timeUnixNano() < Telemetry.at(LAST)
                    || !signal.resource().service().equals("cart"));
    assertEquals(0, silent.modalities());
    for (int modality = 0; modality < 3; modality++) {
      assertTrue(asUsual(silent, modality) < .7, "modality " + modality);
    }
  }

  @Test
  void aModalityThatIsNeverSentLeavesZeros() {
    Encoded bare = last(Change.NONE, signal -> !(signal instanceof Span));
    assertEquals(5, bare.modalities());
    for (int i = 0; i < Deviations.DIMENSIONS; i++) {
      assertEquals(0, bare.embedding().values()[Deviations.DIMENSIONS + i]);
    }
    assertEquals(1, bare.embedding().dot(bare.embedding()), 1e-6);
  }

  @Test
  void idsInNamesMakeNoDifference() {
    assertArrayEquals(
        NameWords.of("GET /orders/8f14e45f-ceea-467f-a83c-9dd0c8a5a1b2"),
        NameWords.of("GET /orders/550e8400-e29b-41d4-a716-446655440000"));
  }

  @Test
  void knownNamesAreBounded() {
    Known<Integer> known = new Known<>(3, String::length);
    for (String name : List.of("a", "bb", "ccc", "a", "dddd", "eeeee")) {
      assertEquals(name.length(), known.of(name));
    }
    assertEquals(1.0, known.fill());
  }

  private Encoded last(Change change, Predicate<Signal> sent) {
    return encode(encoder, change, sent);
  }

  private static Encoded encode(StateEncoder encoder, Change change, Predicate<Signal> sent) {
    Slicer slicer = new Slicer(SliceConfig.defaults());
    History history = new History(SliceConfig.defaults().servicesMax());
    Deque<Pane> window = new ArrayDeque<>();
    List<Pane> panes = new ArrayList<>();
    signals(change).stream().filter(sent).forEach(signal -> panes.addAll(slicer.add(signal)));
    panes.addAll(slicer.advance(Telemetry.at(LAST + 60) + 10_000_000_000L));
    for (Pane pane : panes) {
      history.add(pane);
      window.addLast(pane);
      if (window.size() > 4) {
        window.removeFirst();
      }
    }
    Pane last = Pane.merge(window);
    Reading reading = Reading.of(last, history.live(last.startUnixNano()));
    return encoder.encode(reading.of("cart"));
  }

  private static List<Signal> signals(Change atLast) {
    SplittableRandom random = new SplittableRandom(1);
    List<Signal> signals = new ArrayList<>();
    for (int second = 0; second < LAST + 60; second++) {
      Change now = second < LAST ? Change.NONE : atLast;
      for (String service : List.of("cart", "other")) {
        String id = service + second;
        double ms = 5 * Math.exp(random.nextDouble() / 5) + now.ms;
        signals.add(span(service, id, id, "", "GET /cart", Kind.SERVER, second, ms));
        signals.add(log(service, second, 9, now.word + " for cart " + second));
        if (second % 15 == 0) {
          double load = .2 + random.nextDouble() / 50 + now.load;
          signals.add(gauge(service, "process.cpu.utilization", second, load));
        }
      }
    }
    return signals;
  }

  /** Cosine between one modality's part and "as usual". */
  private static double asUsual(Encoded encoded, int modality) {
    float[] values = encoded.embedding().values();
    int from = modality * Deviations.DIMENSIONS;
    double squares = 0;
    for (int i = from; i < from + Deviations.DIMENSIONS; i++) {
      squares += values[i] * values[i];
    }
    return values[from] / Math.sqrt(squares);
  }
}
