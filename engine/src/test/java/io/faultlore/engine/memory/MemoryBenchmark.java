package io.faultlore.engine.memory;

import com.sun.management.OperatingSystemMXBean;
import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prints what remembering, recall, commit and a restart cost in CPU time with 1,000, 8,000 and
 * 20,000 cases of 384 dimensions. Run by hand: mvn test-compile, then java with the test class
 * path; the argument is an empty folder.
 */
final class MemoryBenchmark {
  private static final int DIMENSIONS = 384;

  private MemoryBenchmark() {}

  static void main(String[] args) throws IOException {
    for (int size : new int[] {1_000, 8_000, 20_000}) {
      Path folder = Files.createDirectories(Path.of(args[0], "memory-" + size));
      fill(folder, size);
      ask(folder, size, "exact", Integer.MAX_VALUE);
      ask(folder, size, "graph", 0);
    }
    states(Files.createDirectories(Path.of(args[0], "states")));
  }

  private static void fill(Path folder, int size) {
    SplittableRandom random = new SplittableRandom(1);
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      long begin = cpuNanos();
      for (int i = 0; i < size; i++) {
        memory.remember(realistic(i, random));
      }
      print(size + " cases remembered, us a case", micros(begin, size));
      begin = cpuNanos();
      memory.commit(1);
      print("last commit, ms", micros(begin, 1_000));
      memory.remember(realistic(1, random));
      begin = cpuNanos();
      memory.commit(2);
      print("commit of one case, ms", micros(begin, 1_000));
      print("bytes a case", memory.stats().bytes() / (double) size);
    }
  }

  private static void ask(Path folder, int size, String how, int exactMax) {
    MemoryLimits limits = new MemoryLimits(20_000, 256, 32_768, 256L << 20, exactMax);
    long begin = cpuNanos();
    try (Memory memory = Memory.open(folder, limits)) {
      print(size + " cases opened, ms", micros(begin, 1_000));
      SplittableRandom random = new SplittableRandom(2);
      List<Embedding> questions = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        questions.add(Cases.random(random, DIMENSIONS));
      }
      for (int round = 0; round < 3; round++) {
        begin = cpuNanos();
        questions.forEach(question -> memory.recall(question(question)));
        if (round == 2) {
          print(how + " recall of 10, us", micros(begin, questions.size()));
        }
      }
      int labelled = memory.cases(CaseQuery.all().labelled()).size();
      begin = cpuNanos();
      for (int i = 0; i < 10; i++) {
        labelled += memory.cases(CaseQuery.all().labelled()).size();
      }
      print("labelled cases (" + labelled / 11 + "), us", micros(begin, 10));
    }
  }

  private static Recall question(Embedding embedding) {
    return new Recall(embedding, CaseQuery.of(Kind.RUNTIME), _ -> true, 10);
  }

  private static Case realistic(int i, SplittableRandom random) {
    List<EvidenceRow> rows = new ArrayList<>();
    for (int service = 0; service < 20; service++) {
      float[] features = new float[60];
      for (int j = 0; j < features.length; j++) {
        features[j] = random.nextInt(3) == 0 ? (float) random.nextDouble() : 0;
      }
      rows.add(new EvidenceRow("service-" + service, "service-" + service, features, ""));
    }
    Case plain =
        new Case(
            "case-" + i,
            Kind.RUNTIME,
            "",
            "service-1",
            i,
            i + 1,
            new Case.Observed("services-1", Optional.of(Cases.random(random, DIMENSIONS)), rows),
            Cases.concluded(),
            Optional.empty());
    return i % 10 == 0 ? plain.withLabel(Cases.label("cpu")) : plain;
  }

  private static void states(Path folder) {
    SplittableRandom random = new SplittableRandom(3);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      vectors.add(Cases.random(random, 128));
    }
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      long begin = cpuNanos();
      for (int i = 0; i < 60_000; i++) {
        String service = "service-" + i % 50;
        memory.remember(Cases.state("s" + i, service, i, vectors.get(i % 1_000), true));
      }
      print("60,000 states of 50 services remembered, us a state", micros(begin, 60_000));
      begin = cpuNanos();
      double sum = 0;
      for (int i = 0; i < 10_000; i++) {
        Embedding question = vectors.get((i + 7) % 1_000);
        sum += memory.nearestNormalState("service-" + i % 50, question).orElseThrow();
      }
      print("nearest of 256 normal states, us", micros(begin, 10_000));
      print("their mean similarity", sum / 10_000);
    }
  }

  /** Of the whole process, Lucene's merges included: wall time says little on a busy machine. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double micros(long begin, double operations) {
    return (cpuNanos() - begin) / 1e3 / operations;
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-60s %10.1f%n", what, value);
  }
}
