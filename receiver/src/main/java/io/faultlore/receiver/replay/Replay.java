package io.faultlore.receiver.replay;

import io.faultlore.receiver.otlp.CaptureException;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.ReplayBody;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Captured telemetry on its way to an OTLP endpoint, one request after the other.
 *
 * @param paths files and directories that a Collector's file exporter wrote
 * @param endpoint base URL of the receiver, http or https
 * @param speed how many times faster than recorded; infinite for no pauses
 * @param toNow whether all times are shifted so that the last record is now when it is sent
 * @param fromUnixNano requests that arrived before are left out
 * @param toUnixNano requests that arrived then or later are left out
 * @param giveUpAfter how long one request is sent again
 */
public record Replay(
    List<Path> paths,
    URI endpoint,
    boolean grpc,
    boolean gzip,
    double speed,
    boolean toNow,
    OptionalLong fromUnixNano,
    OptionalLong toUnixNano,
    Duration giveUpAfter) {
  private static final double NANOS = 1e9;

  public Replay {
    paths = List.copyOf(paths);
  }

  /**
   * Sends everything and prints a summary, also when it breaks off.
   *
   * @param out where the summary goes
   * @param progress shows how far it is
   * @return whether every record was accepted
   * @throws CaptureException when the files cannot be read
   */
  public boolean run(Pace pace, RandomGenerator jitter, PrintWriter out, ProgressLine progress)
      throws CaptureException, InterruptedException {
    OtlpClient client = grpc ? OtlpClient.grpc(endpoint, gzip) : OtlpClient.http(endpoint, gzip);
    ReplaySummary summary = new ReplaySummary();
    Delivery delivery =
        new Delivery(
            client, giveUpAfter, pace, jitter, summary, () -> progress.showWaiting(summary));
    long began = pace.nowUnixNano();
    try {
      LongSummaryStatistics extent = new LongSummaryStatistics();
      if (toNow || !Double.isInfinite(speed)) {
        forEachArrival(extent);
      }
      Schedule schedule = new Schedule(extent, speed, toNow, pace.nowUnixNano());
      send(pace, schedule, delivery, now -> progress.show(now, summary, pace.nowUnixNano()));
    } finally {
      progress.end();
      summary.print(out, (pace.nowUnixNano() - began) / NANOS);
    }
    return summary.isComplete();
  }

  /** One request is answered while the next is prepared, so order and speed are both kept. */
  private void send(Pace pace, Schedule schedule, Delivery delivery, DoubleConsumer shown)
      throws CaptureException, InterruptedException {
    Delivery.@Nullable InFlight inFlight = null;
    try (CapturedFiles files = CapturedFiles.open(paths)) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        CapturedBatch batch = next.get();
        shown.accept(files.bytes() == 0 ? 1 : (double) files.bytesRead() / files.bytes());
        if (!isWanted(batch)) {
          continue;
        }
        byte[] body = body(batch, schedule.shiftNanos());
        if (inFlight != null) {
          delivery.finish(inFlight);
          inFlight = null;
        }
        pace.pause(schedule.wait(batch.arrivalUnixNano(), pace.nowUnixNano()));
        inFlight = delivery.begin(batch.kind(), body, ReplayBody.items(batch));
      }
    } finally {
      if (inFlight != null) {
        delivery.finish(inFlight);
      }
    }
  }

  private static byte[] body(CapturedBatch batch, long shiftNanos) throws CaptureException {
    try {
      return ReplayBody.of(batch, shiftNanos);
    } catch (MalformedRequestException e) {
      throw new CaptureException(batch.place() + ": " + e.getMessage(), e);
    }
  }

  /** Costs one reading of the files. */
  private void forEachArrival(LongConsumer arrival) throws CaptureException {
    try (CapturedFiles files = CapturedFiles.open(paths)) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        next.filter(this::isWanted).ifPresent(batch -> arrival.accept(batch.arrivalUnixNano()));
      }
    }
  }

  private boolean isWanted(CapturedBatch batch) {
    long arrival = batch.arrivalUnixNano();
    return arrival >= fromUnixNano.orElse(Long.MIN_VALUE)
        && arrival < toUnixNano.orElse(Long.MAX_VALUE);
  }
}
