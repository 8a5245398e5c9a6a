package io.faultlore.receiver.serve;

import io.faultlore.engine.Engine;
import io.faultlore.engine.SignalBatch;
import io.faultlore.receiver.journal.JournaledIntake;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's one thread. It takes batches from the intake, lets event time pass when nothing
 * arrives, makes memory durable and trims the journal behind it. Questions that change the engine
 * are handed to it.
 */
final class Pump {
  private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

  private static final Duration POLL = Duration.ofMillis(100);

  /** A commit takes about 150 ms; what it does not cover yet is in the journal. */
  private static final long COMMIT_MILLIS = 5_000;

  /** Idle time is told to the engine this often. */
  private static final long ADVANCE_MILLIS = 1_000;

  /** People ask one by one; more waiting questions than this are refused. */
  private static final int QUESTIONS_MAX = 256;

  private final Engine engine;
  private final JournaledIntake intake;
  private final Runnable everySecond;
  private final InstantSource clock;
  private final BlockingQueue<Runnable> questions = new ArrayBlockingQueue<>(QUESTIONS_MAX);
  private final Thread thread;
  private long lastArrivalMillis;
  private long lastEventUnixNano;
  private long lastAdvanceMillis;
  private long lastCommitMillis;
  private volatile boolean stopping;
  private volatile boolean broken;
  private volatile boolean readable = true;

  Pump(Engine engine, JournaledIntake intake, Runnable everySecond, InstantSource clock) {
    this.engine = engine;
    this.intake = intake;
    this.everySecond = everySecond;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("faultlore-engine").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** False once a bug stopped the engine, and while the journal cannot be read. */
  boolean isHealthy() {
    return !broken && readable;
  }

  /** Asks the engine something on its own thread. */
  <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean queued =
        !stopping
            && !broken
            && questions.offer(
                () -> {
                  try {
                    answer.complete(question.get());
                  } catch (RuntimeException failed) {
                    answer.completeExceptionally(failed);
                  }
                });
    if (!queued) {
      answer.completeExceptionally(new RejectedExecutionException("the engine is busy or stopped"));
    }
    return answer;
  }

  /** Works off what the intake holds, commits, and ends; called after the intake stopped. */
  void stop() throws InterruptedException {
    stopping = true;
    thread.join();
  }

  private void run() {
    lastArrivalMillis = clock.millis();
    try {
      boolean drained = false;
      while (!(stopping && drained)) {
        answerQuestions();
        drained = !takeBatch();
        letTimePass();
        commitWhenDue();
      }
      engine.commit();
    } catch (RuntimeException bug) {
      // Going on would judge with broken state. What is in the journal is read again at the start.
      LOG.error("the engine failed and stands still; restart Faultlore", bug);
      broken = true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerQuestions() {
    for (@Nullable Runnable question = questions.poll();
        question != null;
        question = questions.poll()) {
      question.run();
    }
  }

  private boolean takeBatch() throws InterruptedException {
    try {
      Optional<SignalBatch> batch = intake.poll(POLL);
      readable = true;
      if (batch.isPresent()) {
        engine.accept(batch.get());
        lastArrivalMillis = clock.millis();
        lastEventUnixNano = engine.eventUnixNano();
      }
      return batch.isPresent();
    } catch (IOException unreadable) {
      // Going past it would lose what was acknowledged: the same record is tried again.
      LOG.error("the journal cannot be read: {}", unreadable.getMessage());
      readable = false;
      Thread.sleep(ADVANCE_MILLIS);
      return false;
    }
  }

  /**
   * Event time goes on with the wall clock from the newest telemetry, so that windows close when a
   * system falls silent; replayed telemetry of last year stays in its own time.
   */
  private void letTimePass() {
    long now = clock.millis();
    if (now - lastAdvanceMillis >= ADVANCE_MILLIS) {
      lastAdvanceMillis = now;
      everySecond.run();
      if (lastEventUnixNano > 0 && intake.isReplayed()) {
        engine.advance(lastEventUnixNano + (now - lastArrivalMillis) * 1_000_000L);
      }
    }
  }

  private void commitWhenDue() {
    long now = clock.millis();
    if (now - lastCommitMillis >= COMMIT_MILLIS && intake.isReplayed()) {
      engine.commit();
      intake.trimTo(engine.trimPosition(intake.journalBytesMax() / 2));
      // The commit itself may take long on a slow disk: count from its end.
      lastCommitMillis = clock.millis();
    }
  }
}
