package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.MINUTE;
import static io.faultlore.world.service.Captured.START;

import io.faultlore.world.Label;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.Injection;
import io.faultlore.world.service.plan.Schedule;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether faults are neither plain nor hidden: how often the most abnormal service by n-sigma is
 * the root cause, by kind of fault, with all telemetry and with each modality alone. Fails when the
 * world is too easy or too hard, when one modality sees every kind, and when nobody ever notices a
 * kind.
 */
final class Difficulty {
  private static final long WARM = 2 * MINUTE;
  private static final long FAULT = START + 6 * MINUTE;
  private static final long END = FAULT + 3 * MINUTE;

  /** Top-1 below is too hard to learn from, above {@link #MOST} too easy to tell methods apart. */
  private static final double LEAST = .25;

  private static final double MOST = .65;

  /** Up to this top-1 a modality misses a kind. */
  private static final double MISSED = .1;

  /** Of one kind, or of all. */
  private static final class Row {
    final EnumMap<NSigma.View, Integer> hits = new EnumMap<>(NSigma.View.class);
    int faults;
    int victims;
    double touched;

    void add(NSigma seen, String root, int suffered, int services) {
      faults++;
      victims += suffered;
      touched += (1.0 + suffered) / services;
      for (NSigma.View view : NSigma.View.values()) {
        hits.merge(view, seen.worst(view).equals(root) ? 1 : 0, Integer::sum);
      }
    }

    double top1(NSigma.View view) {
      return (double) hits.getOrDefault(view, 0) / faults;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%4d %6.2f %6.2f %8.2f %6.2f %8.2f",
          faults,
          top1(NSigma.View.ALL),
          top1(NSigma.View.SPANS),
          top1(NSigma.View.METRICS),
          top1(NSigma.View.LOGS),
          touched / faults);
    }
  }

  private final Map<String, Row> kinds = new TreeMap<>();
  private final Row all = new Row();
  private int next;

  /** Arguments: systems, faults in each. */
  public static void main(String[] arguments) {
    int systems = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Difficulty difficulty = new Difficulty();
    for (int seed = 0; seed < systems; seed++) {
      for (int i = 0; i < each; i++) {
        difficulty.add(Systems.random(seed).withSamplingRatio(1));
      }
    }
    difficulty.print();
    List<String> wrong = difficulty.wrong();
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private void add(SystemPlan plan) {
    Injection injection = injection(plan);
    ServiceWorld world = ServiceWorld.of(plan, Schedule.of(injection), START, next);
    NSigma seen = new NSigma(START + WARM, FAULT, END);
    world.advance(END, (arrival, signal) -> seen.take(signal));
    int victims =
        world.labels().stream()
            .filter(Label.Fault.class::isInstance)
            .flatMap(label -> ((Label.Fault) label).victims().stream())
            .filter(victim -> !victim.equals(injection.service()))
            .toList()
            .size();
    for (Row row :
        List.of(all, kinds.computeIfAbsent(injection.kind().type(), none -> new Row()))) {
      row.add(seen, injection.service(), victims, plan.services().size());
    }
  }

  /** Kinds come in turn; one that has no place in the system is passed over. */
  private Injection injection(SystemPlan plan) {
    FaultKind[] wanted = FaultKind.values();
    while (true) {
      next++;
      try {
        FaultKind kind = wanted[next % wanted.length];
        return Injection.random(plan, kind, FAULT, END, next);
      } catch (IllegalArgumentException noPlace) {
        // Every system has a place for CPU contention, so this ends.
      }
    }
  }

  private void print() {
    System.out.println("top-1 of the most abnormal service by n-sigma; touched: share of services");
    System.out.printf(
        "%-26s %4s %6s %6s %8s %6s %8s%n",
        "kind", "n", "all", "spans", "metrics", "logs", "touched");
    kinds.forEach((kind, row) -> System.out.printf("%-26s %s%n", kind, row));
    System.out.printf("%-26s %s%n", "all", all);
    modalities()
        .forEach(
            view -> System.out.printf("%s miss %s%n", word(view), String.join(", ", missed(view))));
  }

  private List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    double top1 = all.top1(NSigma.View.ALL);
    if (top1 < LEAST || top1 > MOST) {
      wrong.add(
          String.format(Locale.ROOT, "WRONG: top-1 %.2f is not in %.2f..%.2f", top1, LEAST, MOST));
    }
    modalities().stream()
        .filter(view -> missed(view).isEmpty())
        .forEach(view -> wrong.add("WRONG: " + word(view) + " miss no kind"));
    kinds.forEach(
        (kind, row) -> {
          if (row.victims == 0 && row.hits.values().stream().allMatch(hits -> hits == 0)) {
            wrong.add("WRONG: nobody ever notices " + kind);
          }
        });
    return wrong;
  }

  private static List<NSigma.View> modalities() {
    return Arrays.stream(NSigma.View.values()).filter(view -> view != NSigma.View.ALL).toList();
  }

  private List<String> missed(NSigma.View view) {
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue().top1(view) <= MISSED)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String word(NSigma.View view) {
    return view.name().toLowerCase(Locale.ROOT);
  }
}
