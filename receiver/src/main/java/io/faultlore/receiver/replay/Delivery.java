package io.faultlore.receiver.replay;

import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/**
 * Sends a request until it is taken, refused, or old: waits as the Collector's exporters do, from 1
 * to 30 s, half as long again each time, with jitter, and never shorter than the receiver asks.
 */
final class Delivery {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LAST_WAIT = Duration.ofSeconds(30);

  private final OtlpClient client;
  private final Duration giveUpAfter;
  private final Pace pace;
  private final RandomGenerator random;
  private final ReplaySummary summary;
  private final Runnable onWait;

  Delivery(
      OtlpClient client,
      Duration giveUpAfter,
      Pace pace,
      RandomGenerator random,
      ReplaySummary summary,
      Runnable onWait) {
    this.client = client;
    this.giveUpAfter = giveUpAfter;
    this.pace = pace;
    this.random = random;
    this.summary = summary;
    this.onWait = onWait;
  }

  /** A request that was sent once and not yet answered. */
  // The body is sent again when need be; nobody writes to it.
  @SuppressWarnings("ArrayRecordComponent")
  record InFlight(SignalKind kind, byte[] body, int items, CompletableFuture<Reply> reply) {}

  InFlight begin(SignalKind kind, byte[] body, int items) {
    return new InFlight(kind, body, items, client.send(kind, body));
  }

  /** Returns when the request's fate is known, and counts it. */
  void finish(InFlight request) throws InterruptedException {
    long deadline = pace.nowUnixNano() + giveUpAfter.toNanos();
    Duration backOff = FIRST_WAIT;
    Reply reply = await(request.reply);
    while (reply instanceof Reply.Retryable(String reason, Duration asked)) {
      Duration wait = jittered(backOff);
      wait = wait.compareTo(asked) < 0 ? asked : wait;
      if (pace.nowUnixNano() + wait.toNanos() > deadline) {
        reply = new Reply.Refused("gave up after " + giveUpAfter.toSeconds() + " s: " + reason);
        break;
      }
      summary.retried(request.kind, reason);
      onWait.run();
      pace.pause(wait);
      backOff = min(backOff.multipliedBy(3).dividedBy(2), LAST_WAIT);
      reply = await(client.send(request.kind, request.body));
    }
    switch (reply) {
      case Reply.Delivered delivered -> summary.delivered(request.kind, request.items, delivered);
      case Reply.Refused(String reason) -> summary.lost(request.kind, request.items, reason);
      case Reply.Retryable retryable -> throw new IllegalStateException("not finished");
    }
  }

  /** Can be interrupted, as some never come: {@link OtlpClient#send}. */
  private static Reply await(CompletableFuture<Reply> reply) throws InterruptedException {
    try {
      return reply.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a client answers with a reply", failed);
    }
  }

  private Duration jittered(Duration wait) {
    return Duration.ofMillis((long) (wait.toMillis() * random.nextDouble(0.5, 1.5)));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
