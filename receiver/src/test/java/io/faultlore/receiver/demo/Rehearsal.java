package io.faultlore.receiver.demo;

import io.faultlore.engine.Engine;
import io.faultlore.engine.EngineConfig;
import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.world.World;
import io.faultlore.receiver.offline.OfflineEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the demo's story in simulated time, without a server, as often as wanted, and prints what
 * would have been seen: {@code Rehearsal MODE|services|agents SEED_FROM SEED_TO FAULT... }.
 */
final class Rehearsal {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_790_000_000L * SECOND;

  private Rehearsal() {}

  public static void main(String[] args) throws Exception {
    String part = args[0];
    boolean verbose = Boolean.getBoolean("verbose");
    int hits = 0;
    int n = 0;
    int misled = 0;
    for (int i = 3; i < args.length; i++) {
      int kindHits = 0;
      int kindN = 0;
      for (long seed = Long.parseLong(args[1]); seed <= Long.parseLong(args[2]); seed++) {
        boolean agents = part.equals("agents");
        Cast cast =
            Cast.of(
                agents || args[i].equals("-") ? "" : args[i],
                agents && !args[i].equals("-") ? args[i] : "",
                START,
                seed);
        Watch.View view = play(cast, part);
        boolean right =
            agents
                ? view.step()
                    .map(s -> s.first().step().spanId().equals(cast.story().spanId()))
                    .orElse(false)
                : view.failure()
                    .map(
                        f ->
                            !f.first().suspects().isEmpty()
                                && f.first()
                                    .suspects()
                                    .getFirst()
                                    .name()
                                    .equals(cast.story().service()))
                    .orElse(false);
        n++;
        kindN++;
        hits += right ? 1 : 0;
        kindHits += right ? 1 : 0;
        misled += view.falseFailures();
        System.out.println(
            "%-28s seed %2d %-5s %s false %d"
                .formatted(args[i], seed, right, told(cast, view, agents), view.falseFailures()));
        if (part.equals("both")) {
          System.out.println("    " + told(cast, view, true));
        }
        if (verbose) {
          view.failure()
              .ifPresent(f -> f.first().evidence().forEach(e -> System.out.println("      " + e)));
          view.step()
              .ifPresent(f -> f.first().evidence().forEach(e -> System.out.println("      " + e)));
        }
      }
      System.out.println("== %s %d of %d".formatted(args[i], kindHits, kindN));
    }
    System.out.println("== all %d of %d, false %d".formatted(hits, n, misled));
  }

  private static String told(Cast cast, Watch.View view, boolean agents) {
    if (agents) {
      return view.step()
          .map(
              s ->
                  "after %.1f s: %s/%s %s mode %s (root %s by %s)"
                      .formatted(
                          (s.seenUnixNano() - cast.story().stepUnixNano()) * 1e-9,
                          s.first().index(),
                          s.first().step().agent(),
                          s.first().step().spanId(),
                          s.first().types().isEmpty() ? "?" : s.first().types().getFirst().name(),
                          cast.story().spanId(),
                          cast.story().agent()))
          .orElse("none");
    }
    return view.failure()
        .map(
            f ->
                "after %.1f s: %s kind %s (root %s)"
                    .formatted(
                        (f.seenUnixNano() - cast.story().faultUnixNano()) * 1e-9,
                        f.first().suspects().stream()
                            .limit(3)
                            .map(s -> "%s %.2f".formatted(s.name(), s.score()))
                            .toList(),
                        f.first().types().isEmpty() ? "?" : f.first().types().getFirst().name(),
                        cast.story().service()))
        .orElse("none (root " + cast.story().service() + ")");
  }

  private static Watch.View play(Cast cast, String part) throws Exception {
    long[] now = {cast.startUnixNano()};
    Watch watch = new Watch(() -> now[0]);
    List<Finding.Failure> failures = new ArrayList<>();
    List<Finding.StepVerdict> steps = new ArrayList<>();
    try (OfflineEngine offline =
        OfflineEngine.open(
            EngineConfig.defaults(),
            finding -> {
              watch.on(finding);
              if (finding instanceof Finding.Failure f) {
                failures.add(f);
              }
              if (Boolean.getBoolean("steps")
                  && finding instanceof Finding.StepVerdict v
                  && v.step().traceId().equals(cast.story().traceId())) {
                steps.add(v);
              }
            },
            event -> {})) {
      Engine engine = offline.engine();
      List<World> worlds =
          switch (part) {
            case "services" -> List.of(cast.shop());
            case "agents" -> List.of(cast.team());
            default -> List.of(cast.shop(), cast.team());
          };
      long position = 0;
      boolean serviceLabelled = false;
      boolean runsLabelled = false;
      boolean expected = false;
      long end = cast.story().faultUnixNano() + 180 * SECOND;
      while (now[0] < end) {
        now[0] += SECOND;
        if (!expected && now[0] >= cast.story().faultUnixNano() - 900 * SECOND) {
          watch.expect(cast.story());
          expected = true;
        }
        List<Signal> signals = new ArrayList<>();
        for (World world : worlds) {
          world.advance(now[0], (arrival, signal) -> signals.add(signal));
        }
        engine.advance(now[0]);
        engine.accept(new SignalBatch(signals, ++position));
        if (!serviceLabelled && now[0] > cast.earlier().endUnixNano()) {
          serviceLabelled = label(engine, cast, failures);
        }
        if (!runsLabelled && now[0] > cast.reviewUnixNano()) {
          cast.review().forEach(engine::label);
          runsLabelled = true;
        }
        Watch.View view = watch.view();
        if ((part.equals("services") && view.failure().isPresent())
            || (part.equals("agents") && view.step().isPresent() && !Boolean.getBoolean("steps"))
            || view.isComplete()) {
          break;
        }
      }
      for (Finding.Failure f : failures) {
        if (Boolean.getBoolean("failures") && f.phase() == Finding.Phase.OPENED) {
          System.out.println(
              "   +%4d s for %d s: %s %s"
                  .formatted(
                      (f.startUnixNano() - cast.startUnixNano()) / SECOND,
                      (f.endUnixNano() - f.startUnixNano()) / SECOND,
                      f.suspects().stream()
                          .limit(3)
                          .map(s -> "%s %.2f".formatted(s.name(), s.score()))
                          .toList(),
                      f.evidence()));
        }
      }
      for (Finding.StepVerdict v : steps) {
        String mark =
            cast.team().labels().stream()
                .filter(io.faultlore.engine.world.Label.Step.class::isInstance)
                .map(io.faultlore.engine.world.Label.Step.class::cast)
                .filter(l -> l.spanId().equals(v.step().spanId()))
                .map(l -> l.rootCause() ? "ROOT" : "symptom")
                .findFirst()
                .orElse("");
        System.out.println(
            "   %2d %-5s %-18s %-8s %.2f %s | %s | %s"
                .formatted(
                    v.index(),
                    v.step().kind(),
                    v.step().agent(),
                    mark,
                    v.score(),
                    v.step().calls().stream().map(c -> c.name() + c.arguments()).toList(),
                    v.step().text().replace('\n', ' '),
                    v.evidence()));
      }
      return watch.view();
    }
  }

  private static boolean label(Engine engine, Cast cast, List<Finding.Failure> failures) {
    for (Finding.Failure seen : failures) {
      if (seen.startUnixNano() < cast.earlier().endUnixNano()
          && seen.endUnixNano() > cast.earlier().startUnixNano()) {
        return engine.label(seen.id(), cast.serviceLabel());
      }
    }
    return false;
  }
}
