package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.SignalBatch;
import io.faultlore.receiver.journal.Admission.Accepted;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed with SIGKILL while it takes requests. {@code -Dfaultlore.kills=1000}
 * kills more often than the test suite has time for.
 */
class KillTest {
  private static final long MIB = 1 << 20;
  private static final JournalConfig CONFIG =
      new JournalConfig(64 * MIB, 8 * MIB, 100_000, 2, 1_000_000);
  private static final int DIGITS = 8;
  private static final long SEED = Long.getLong("faultlore.seed", 0);

  @TempDir private Path directory = Path.of("");

  @Test
  void nothingAcknowledgedIsLostOrDoubledByKills() throws Exception {
    int kills = Integer.getInteger("faultlore.kills", 15);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    Set<Integer> acknowledged = new TreeSet<>();
    int next = 0;
    for (int kill = 0; kill < kills; kill++) {
      List<Integer> told = runAndKill(next, random.nextInt(1, 200));
      acknowledged.addAll(told);
      // The last one is sent again: the sender may not have seen its answer.
      next = told.isEmpty() ? next : told.getLast();
    }
    assertTrue(acknowledged.size() > 5 * kills, "the children worked: " + acknowledged.size());

    try (JournaledIntake intake = open(directory)) {
      List<Integer> found = drain(intake);
      assertEquals(new TreeSet<>(found).size(), found.size(), "none is doubled");
      assertTrue(new TreeSet<>(found).containsAll(acknowledged), "none is lost");
      assertEquals(found.size(), intake.totals(SignalKind.TRACES).accepted());
      for (int number : acknowledged) {
        assertEquals(new Accepted(0, 1), intake.submit(Signals.request(number)).join());
      }
    }
  }

  /** Kills a child after so many acknowledgements and returns all that it had printed. */
  private List<Integer> runAndKill(int first, int acknowledgements) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> told = new ArrayList<>();
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == DIGITS) { // the last line may be half written
          told.add(Integer.parseInt(line));
        }
        if (told.size() == acknowledgements) {
          child.toHandle().destroyForcibly(); // leaves its output readable
        }
      }
    } finally {
      child.destroyForcibly();
    }
    return told;
  }

  private static List<Integer> drain(JournaledIntake intake) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (Optional<SignalBatch> batch = intake.poll(Duration.ZERO);
        batch.isPresent();
        batch = intake.poll(Duration.ZERO)) {
      batch.get().signals().forEach(signal -> numbers.add(Signals.number(signal)));
    }
    return numbers;
  }

  private static JournaledIntake open(Path directory) throws IOException {
    return JournaledIntake.open(
        directory,
        CONFIG,
        Signals::decode,
        0,
        InstantSource.system(),
        RandomGenerator.of("L64X128MixRandom"));
  }

  /** Takes span after span, four at a time, and prints each number once it is acknowledged. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      try (JournaledIntake intake = open(Path.of(args[0]))) {
        for (int number = Integer.parseInt(args[1]); ; number += 4) {
          List<CompletableFuture<Admission>> answers = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            answers.add(intake.submit(Signals.request(number + i)));
          }
          for (int i = 0; i < 4; i++) {
            assertInstanceOf(Accepted.class, answers.get(i).join());
            System.out.println(("%0" + DIGITS + "d").formatted(number + i));
          }
          drain(intake);
        }
      }
    }
  }
}
