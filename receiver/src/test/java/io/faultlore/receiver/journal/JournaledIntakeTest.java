package io.faultlore.receiver.journal;

import static io.faultlore.receiver.journal.Signals.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.SignalBatch;
import io.faultlore.receiver.journal.Admission.Accepted;
import io.faultlore.receiver.journal.Admission.Throttled;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournaledIntakeTest {
  private static final long MIB = 1 << 20;
  private static final JournalConfig CONFIG = new JournalConfig(16 * MIB, MIB, 1_000, 2, 500_000);

  private final List<JournaledIntake> open = new ArrayList<>();
  private volatile Instant now = Instant.ofEpochSecond(1_700_000_000);
  private TestingDisk disk = new TestingDisk();

  @AfterEach
  void closeAll() throws IOException {
    for (JournaledIntake intake : open) {
      intake.close();
    }
  }

  private JournaledIntake openAt(long position, JournalConfig config) throws IOException {
    JournaledIntake intake =
        new JournaledIntake(
            disk,
            config,
            Signals::decode,
            position,
            () -> now,
            RandomGeneratorFactory.of("L64X128MixRandom").create(0));
    open.add(intake);
    return intake;
  }

  private JournaledIntake start() throws IOException {
    JournaledIntake intake = openAt(0, CONFIG);
    intake.start();
    return intake;
  }

  /** The disk as a new process finds it. */
  private JournaledIntake restartAt(long position) throws IOException {
    disk = disk.afterKill();
    JournaledIntake intake = openAt(position, CONFIG);
    intake.start();
    return intake;
  }

  private static Admission answer(CompletableFuture<Admission> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static Accepted accepted(CompletableFuture<Admission> future) throws Exception {
    return assertInstanceOf(Accepted.class, answer(future));
  }

  private static Throttled throttled(CompletableFuture<Admission> future) throws Exception {
    Throttled throttled = assertInstanceOf(Throttled.class, answer(future));
    Duration delay = throttled.retryAfter();
    assertTrue(delay.toSeconds() >= 1 && delay.toSeconds() <= 30, delay::toString);
    assertEquals(0, delay.toNanosPart(), "whole seconds");
    return throttled;
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

  @Test
  void whatIsAcceptedComesOutInOrder() throws Exception {
    JournaledIntake intake = start();
    assertEquals(new Accepted(2, 0), accepted(intake.submit(request(1, 2))));
    assertEquals(new Accepted(1, 0), accepted(intake.submit(request(3))));
    SignalBatch first = intake.poll(Duration.ofSeconds(5)).orElseThrow();
    SignalBatch second = intake.poll(Duration.ofSeconds(5)).orElseThrow();
    assertEquals(2, first.signals().size());
    assertTrue(second.position() > first.position());
    assertTrue(intake.poll(Duration.ofMillis(1)).isEmpty());
  }

  @Test
  void duplicatesAreAcknowledgedCountedAndNotPassedOn() throws Exception {
    JournaledIntake intake = start();
    assertEquals(new Accepted(3, 0), accepted(intake.submit(request(1, 2, 3))));
    assertEquals(new Accepted(0, 3), accepted(intake.submit(request(1, 2, 3))));
    assertEquals(new Accepted(1, 2), accepted(intake.submit(request(2, 4, 3))));
    assertEquals(new Accepted(1, 1), accepted(intake.submit(request(5, 5))));
    assertEquals(List.of(1, 2, 3, 4, 5), drain(intake));
    assertEquals(new ItemTotals(5, 6, 0), intake.totals(SignalKind.TRACES));
  }

  @Test
  void twoCopiesUnderWayTogetherCountOnce() throws Exception {
    JournaledIntake intake = openAt(0, CONFIG);
    List<CompletableFuture<Admission>> answers = new ArrayList<>();
    for (int copy = 0; copy < 5; copy++) {
      answers.add(intake.submit(request(1, 2)));
    }
    intake.start(); // all five are one group
    assertEquals(new Accepted(2, 0), accepted(answers.removeFirst()));
    for (CompletableFuture<Admission> other : answers) {
      assertEquals(new Accepted(0, 2), accepted(other));
    }
    assertEquals(List.of(1, 2), drain(intake));
  }

  @Test
  void duplicatesAreKnownAcrossRestartsAndTrimming() throws Exception {
    JournalConfig small = new JournalConfig(4 * MIB, MIB, 100_000, 2, 500_000);
    JournaledIntake intake = openAt(0, small);
    intake.start();
    long position = 0;
    for (int i = 0; i < 40; i++) {
      accepted(intake.submit(bulk(i)));
      position = intake.poll(Duration.ofSeconds(5)).orElseThrow().position();
      intake.trimTo(position);
    }
    assertTrue(intake.journalBytes() < 3 * MIB, "files were trimmed");

    JournaledIntake again = restartAt(position);
    for (int i = 0; i < 40; i++) {
      assertEquals(new Accepted(0, 10_000), accepted(again.submit(bulk(i))), "request " + i);
    }
    assertEquals(400_000, again.totals(SignalKind.TRACES).accepted());
    List<Integer> kept = drain(again);
    assertTrue(kept.size() < 200_000, "most was trimmed");
    List<Integer> newest = IntStream.range(500_000 - kept.size(), 500_000).boxed().toList();
    assertTrue(newest.equals(kept), "only what was not trimmed, once"); // too long to print
  }

  /** About 70 kB of body and 80 kB of keys. */
  private static Submission bulk(int number) {
    int[] numbers = new int[10_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 100_000 + 10_000 * number + i;
    }
    return request(numbers);
  }

  @Test
  void aKeyThatHasOutlivedItsLifeIsNewAgain() throws Exception {
    JournaledIntake intake = start();
    accepted(intake.submit(request(1)));
    now = now.plus(Duration.ofHours(2));
    assertEquals(new Accepted(1, 1), accepted(intake.submit(request(1, 2))));
    now = now.plus(Duration.ofMinutes(31));
    accepted(intake.submit(request(3)));
    assertEquals(new Accepted(1, 0), accepted(intake.submit(request(1))));
  }

  @Test
  void whatWasNotTrimmedComesOutAfterAKill() throws Exception {
    JournaledIntake intake = start();
    accepted(intake.submit(request(1, 2)));
    accepted(intake.submit(request(2, 3)));
    long stored = intake.poll(Duration.ofSeconds(5)).orElseThrow().position();
    accepted(intake.submit(request(4, -1)));

    JournaledIntake again = restartAt(stored);
    assertFalse(again.isReplayed());
    accepted(again.submit(request(5, 1)));
    assertEquals(
        List.of(1, 2, 3, 4, 5),
        drain(again),
        "stored ones too, without the duplicate 2, before what is new");
    assertTrue(again.isReplayed());
    assertEquals(new ItemTotals(5, 2, 1), again.totals(SignalKind.TRACES));
    assertEquals(List.of(1, 2, 3, 4, 5), drain(restartAt(again.journalEnd())));
  }

  @Test
  void receivedIsStoredAndRejectedAndDuplicateAndWaiting() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    JournaledIntake intake = start();
    long received = 0;
    long stored = 0;
    long position = 0;
    for (int i = 0; i < 600; i++) {
      int[] numbers = random.ints(1 + i % 5, -20, 400).toArray();
      if (answer(intake.submit(request(numbers))) instanceof Accepted) {
        received += numbers.length;
      }
      if (random.nextInt(3) > 0) {
        Optional<SignalBatch> batch = intake.poll(Duration.ZERO);
        stored += batch.map(it -> it.signals().size()).orElse(0);
        position = batch.map(SignalBatch::position).orElse(position);
      }
      if (random.nextInt(100) == 0) {
        intake = restartAt(position);
        stored = 0; // nothing was trimmed: all comes again
        // Requests without anything new leave no record: a kill forgets them.
        ItemTotals totals = intake.totals(SignalKind.TRACES);
        assertTrue(totals.received() <= received);
        received = totals.received();
      }
    }
    int waiting = drain(intake).size();
    ItemTotals totals = intake.totals(SignalKind.TRACES);
    assertEquals(received, stored + totals.rejected() + totals.duplicate() + waiting);
    assertEquals(stored + waiting, totals.accepted());
    assertEquals(0, intake.queueBytes());
    assertEquals(0, intake.queueItems());
  }

  @Test
  void aFullQueueIsToldAndNothingAcceptedIsDropped() throws Exception {
    JournaledIntake intake = start();
    int taken = 0;
    while (intake.hasRoom(100)) {
      accepted(intake.submit(request(taken++)));
    }
    assertEquals(1_000, taken, "items");
    assertEquals("the engine is behind", throttled(intake.submit(request(5_000))).reason());
    assertEquals(1_000, intake.queueItems());

    assertTrue(intake.poll(Duration.ZERO).isPresent());
    assertTrue(intake.hasRoom(100));
    accepted(intake.submit(request(5_000)));
    assertEquals(1_000, drain(intake).size());
  }

  @Test
  void aFullJournalIsToldUntilTheEngineHasStored() throws Exception {
    JournalConfig small = new JournalConfig(4 * MIB, MIB, 100_000, 2, 500_000);
    JournaledIntake intake = openAt(0, small);
    intake.start();
    int next = 0;
    long position = 0;
    Admission last = answer(intake.submit(bulk(next++)));
    while (last instanceof Accepted) {
      position = intake.poll(Duration.ofSeconds(5)).orElseThrow().position();
      last = answer(intake.submit(bulk(next++)));
    }
    assertEquals("the journal is full", ((Throttled) last).reason());
    assertFalse(intake.hasRoom(150_000));
    assertTrue(intake.journalBytes() <= intake.journalBytesMax());
    assertEquals(0, intake.queueItems());

    intake.trimTo(position);
    assertTrue(intake.hasRoom(150_000));
    assertEquals(new Accepted(10_000, 0), accepted(intake.submit(bulk(next - 1))), "no key stayed");
  }

  @Test
  void aFullDiskIsToldAndItRecoversByItself() throws Exception {
    JournaledIntake intake = start();
    accepted(intake.submit(request(1)));
    disk.capacity(disk.used() + 10);
    assertEquals("disk full", throttled(intake.submit(request(2, 3))).reason());
    assertFalse(intake.isWritable());
    assertFalse(intake.hasRoom(1), "left alone for a second");
    throttled(intake.submit(request(2, 3)));

    disk.capacity(Long.MAX_VALUE);
    now = now.plusSeconds(1);
    assertTrue(intake.hasRoom(1));
    assertEquals(new Accepted(2, 0), accepted(intake.submit(request(2, 3))), "no key stayed");
    assertTrue(intake.isWritable());
    assertEquals(List.of(1, 2, 3), drain(intake));
    assertEquals(0, intake.queueBytes());
    assertEquals(List.of(1, 2, 3), drain(restartAt(0)));
  }

  @Test
  void aGroupThatFailsRefusesCopiesOfItAsWell() throws Exception {
    JournaledIntake intake = openAt(0, CONFIG);
    CompletableFuture<Admission> first = intake.submit(request(1));
    CompletableFuture<Admission> copy = intake.submit(request(1));
    disk.failChanges(0, 1);
    intake.start();
    throttled(first);
    throttled(copy);
    now = now.plusSeconds(2);
    assertEquals(new Accepted(1, 0), accepted(intake.submit(request(1))));
  }

  @Test
  void aRequestWithoutValidItemsIsCountedAndLeavesNoRecord() throws Exception {
    JournaledIntake intake = start();
    long bytes = intake.journalBytes();
    assertEquals(new Accepted(0, 0), accepted(intake.submit(request(-1, -2))));
    assertEquals(bytes, intake.journalBytes());
    assertEquals(new ItemTotals(0, 0, 2), intake.totals(SignalKind.TRACES));
    assertTrue(intake.poll(Duration.ZERO).isEmpty());
  }

  @Test
  void stoppingAnswersWhatIsUnderWayAndKeepsTheRest() throws Exception {
    JournaledIntake intake = openAt(0, CONFIG);
    CompletableFuture<Admission> before = intake.submit(request(1));
    intake.start();
    intake.stop();
    assertTrue(before.isDone(), "answered when stop returns");
    accepted(before);
    assertEquals("stopping", throttled(intake.submit(request(2))).reason());
    assertFalse(intake.hasRoom(1));
    assertEquals(List.of(1), drain(intake));
    assertEquals(0, intake.queueBytes());
    assertEquals(List.of(1), drain(restartAt(0)));
  }

  @Test
  void aRecordThatCannotBeDecodedAnyMoreIsCountedAndPassedOver() throws Exception {
    JournaledIntake intake = start();
    byte[] body = {'m', 'a', 'l', 'f', 'o', 'r', 'm', 'e', 'd'};
    accepted(intake.submit(new Submission(request(1).encoding(), body, request(1).decoded())));
    accepted(intake.submit(request(2)));
    JournaledIntake again = restartAt(0);
    assertEquals(List.of(2), drain(again));
    assertEquals(1, again.undecodable());
  }
}
