package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.journal.Admission.Accepted;
import io.faultlore.receiver.otlp.Encoding;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.faultlore.receiver.otlp.Requests;
import io.faultlore.receiver.otlp.SignalKind;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What happens to logs whose sender gave them no time. */
class ArrivalTest {
  private static final JournalConfig CONFIG =
      new JournalConfig(16 << 20, 1 << 20, 1_000, 2, 500_000);
  private static final long FIRST = 1_700_000_000_000_000_000L;
  private static final long SECOND = FIRST + 1_000_000_000L;

  private final OtlpDecoder decoder = new OtlpDecoder();
  private volatile Instant now = Instant.ofEpochSecond(0, FIRST);

  private JournaledIntake open(TestingDisk disk) throws Exception {
    JournaledIntake intake =
        new JournaledIntake(
            disk,
            CONFIG,
            decoder::decode,
            0,
            () -> now,
            RandomGeneratorFactory.of("L64X128MixRandom").create(0));
    intake.start();
    return intake;
  }

  private Accepted submit(JournaledIntake intake, LogRecord... logs) throws Exception {
    byte[] body = Requests.logs("bus", logs).toByteArray();
    Submission submission =
        new Submission(
            Encoding.PROTOBUF, body, decoder.decode(SignalKind.LOGS, Encoding.PROTOBUF, body));
    return assertInstanceOf(Accepted.class, intake.submit(submission).get(10, TimeUnit.SECONDS));
  }

  private static List<Long> times(JournaledIntake intake) throws Exception {
    List<Long> times = new ArrayList<>();
    for (Optional<SignalBatch> batch = intake.poll(Duration.ZERO);
        batch.isPresent();
        batch = intake.poll(Duration.ZERO)) {
      batch.get().signals().stream().map(Signal::timeUnixNano).forEach(times::add);
    }
    return times;
  }

  @Test
  void theyHaveTheTimeOfArrivalAlsoWhenTheJournalGivesThemBack() throws Exception {
    TestingDisk disk = new TestingDisk();
    LogRecord timeless = LogRecord.newBuilder().setSeverityText("ERROR").build();
    LogRecord timed = timeless.toBuilder().setTimeUnixNano(7).build();
    try (JournaledIntake intake = open(disk)) {
      assertEquals(new Accepted(2, 0), submit(intake, timeless, timed));
      now = Instant.ofEpochSecond(0, SECOND);
      assertEquals(
          new Accepted(1, 1), submit(intake, timeless, timed), "it may well have happened again");
      assertEquals(List.of(FIRST, 7L, SECOND), times(intake));
      now = Instant.ofEpochSecond(0, 2 * SECOND);
      try (JournaledIntake again = open(disk.afterKill())) {
        assertEquals(List.of(FIRST, 7L, SECOND), times(again));
      }
    }
  }
}
