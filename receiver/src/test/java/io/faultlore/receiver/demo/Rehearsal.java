package io.faultlore.receiver.demo;

import io.faultlore.engine.Engine;
import io.faultlore.engine.EngineConfig;
import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.receiver.demo.Watch.First;
import io.faultlore.receiver.demo.Watch.View;
import io.faultlore.receiver.offline.OfflineEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plays the demo's story in simulated time without a server, many times faster than life, and
 * prints what would have been seen: {@code Rehearsal FIRST_SEED LAST_SEED [FAULT[/MODE]]...}. A
 * fault or mistake that is not given is drawn as in the demo. Exit code 1 when fewer than 8 of 10
 * stories were told right.
 */
final class Rehearsal {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_790_000_000L * SECOND;

  /** Every story has a time of day and a place in the slice of its own. */
  private static final long APART = 8_641 * SECOND;

  private static final double RIGHT_LEAST = .8;

  /** Failures in this time before the fault are false. */
  private static final long BEFORE = 900 * SECOND;

  private static final long AFTER = 180 * SECOND;

  private final Cast cast;
  private final Watch watch;
  private final List<Failure> failures = new ArrayList<>();
  private final SortedMap<String, CaseLabel> unsaid = new TreeMap<>();
  private long now;

  private Rehearsal(Cast cast) {
    this.cast = cast;
    this.watch = new Watch(this::now, cast.story(), cast.story().faultUnixNano() - BEFORE);
    this.now = cast.startUnixNano();
  }

  public static void main(String[] args) throws IOException {
    String[] stories =
        args.length > 2
            ? List.of(args).subList(2, args.length).toArray(new String[0])
            : new String[] {"/"};
    int services = 0;
    int steps = 0;
    int all = 0;
    int misled = 0;
    List<Double> delays = new ArrayList<>();
    for (String story : stories) {
      String[] words = (story + "/").split("/", -1);
      for (long seed = Long.parseLong(args[0]); seed <= Long.parseLong(args[1]); seed++, all++) {
        Cast cast = Cast.of(words[0], words[1], START + seed * APART, seed);
        View view = new Rehearsal(cast).play();
        String told = told(cast.story(), view);
        services += told.contains("service right") ? 1 : 0;
        steps += told.contains("step right") ? 1 : 0;
        misled += view.falseFailures();
        view.failure().ifPresent(seen -> delays.add(delay(cast.story(), seen)));
        System.out.printf("seed %2d  %s%n", seed, told);
      }
    }
    System.out.printf(
        "right services %d, right steps %d of %d; false failures %d in %d x %d min%n",
        services, steps, all, misled, all, BEFORE / SECOND / 60);
    if (!delays.isEmpty()) {
      Collections.sort(delays);
      System.out.printf(
          "seconds from fault to verdict: median %.0f, worst %.0f%n",
          delays.get(delays.size() / 2), delays.getLast());
    }
    if (Math.min(services, steps) < RIGHT_LEAST * all) {
      System.exit(1);
    }
  }

  private static String told(Story story, View view) {
    String service =
        view.failure()
            .map(
                seen ->
                    "%s after %2.0f s: %s, %s"
                        .formatted(
                            seen.first().suspects().getFirst().name().equals(story.service())
                                ? "service right"
                                : "service WRONG",
                            delay(story, seen),
                            seen.first().suspects().getFirst().name(),
                            seen.first().types().isEmpty()
                                ? "unknown"
                                : seen.first().types().getFirst().name()))
            .orElse("service NOT SEEN");
    String step =
        view.step()
            .map(
                seen ->
                    "%s after %.1f s"
                        .formatted(
                            seen.first().step().spanId().equals(story.spanId())
                                ? "step right"
                                : "step WRONG",
                            (seen.seenUnixNano() - story.stepUnixNano()) * 1e-9))
            .orElse("step NOT SEEN");
    return "%s at %s: %s; %s: %s; false %d"
        .formatted(
            story.fault(), story.service(), service, story.mode(), step, view.falseFailures());
  }

  private static double delay(Story story, First<?> seen) {
    return (seen.seenUnixNano() - story.faultUnixNano()) * 1e-9;
  }

  private long now() {
    return now;
  }

  private View play() throws IOException {
    try (OfflineEngine offline =
        OfflineEngine.open(EngineConfig.defaults(), this::on, event -> {})) {
      long fault = cast.story().faultUnixNano();
      long position = 0;
      while (now < fault + AFTER && !watch.view().isComplete()) {
        now += SECOND;
        List<Signal> signals = new ArrayList<>();
        Stream.of(cast.shop(), cast.team())
            .forEach(world -> world.advance(now, (arrival, signal) -> signals.add(signal)));
        offline.engine().advance(now);
        offline.engine().accept(new SignalBatch(signals, ++position));
        label(offline.engine());
      }
    }
    return watch.view();
  }

  private void on(Finding finding) {
    watch.on(finding);
    if (finding instanceof Failure failure) {
      failures.add(failure);
    }
  }

  /** What the demo's person says, at the same moments. */
  private void label(Engine engine) {
    for (Cast.Earlier earlier : cast.earlier()) {
      if (now == earlier.endUnixNano() + SECOND) {
        failures.stream()
            .filter(seen -> seen.startUnixNano() < earlier.endUnixNano())
            .filter(seen -> seen.endUnixNano() > earlier.startUnixNano())
            .findFirst()
            .ifPresent(seen -> engine.label(seen.id(), cast.serviceLabel(earlier)));
      }
    }
    if (now == cast.reviewUnixNano()) {
      unsaid.putAll(cast.review());
    }
    unsaid.entrySet().removeIf(said -> engine.label(said.getKey(), said.getValue()));
  }
}
