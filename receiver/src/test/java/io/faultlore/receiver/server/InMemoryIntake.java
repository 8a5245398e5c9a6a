package io.faultlore.receiver.server;

import io.faultlore.receiver.journal.Admission;
import io.faultlore.receiver.journal.Intake;
import io.faultlore.receiver.journal.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An intake that keeps submissions in a list; it can be full, or slow. */
final class InMemoryIntake implements Intake {
  private final Object lock = new Object();
  private final List<Submission> submissions = new ArrayList<>();
  private boolean room = true;
  private @Nullable Duration retryAfter;
  private @Nullable CompletableFuture<Admission> held;

  /** As new. */
  void reset() {
    synchronized (lock) {
      submissions.clear();
      room = true;
      retryAfter = null;
      held = null;
    }
  }

  /** Refuses on headers. */
  void setRoom(boolean hasRoom) {
    synchronized (lock) {
      room = hasRoom;
    }
  }

  /** Refuses after decoding, as a full disk would. */
  void throttle(Duration delay) {
    synchronized (lock) {
      retryAfter = delay;
    }
  }

  /** The next submissions are durable only when the result is completed. */
  CompletableFuture<Admission> hold() {
    synchronized (lock) {
      held = new CompletableFuture<>();
      return held;
    }
  }

  List<Submission> submissions() {
    synchronized (lock) {
      return List.copyOf(submissions);
    }
  }

  /** Number of all records. */
  int signals() {
    return submissions().stream().mapToInt(given -> given.decoded().signals().size()).sum();
  }

  @Override
  public boolean hasRoom(long bytes) {
    synchronized (lock) {
      return room;
    }
  }

  @Override
  public CompletableFuture<Admission> submit(Submission submission) {
    synchronized (lock) {
      if (retryAfter != null) {
        return CompletableFuture.completedFuture(
            new Admission.Throttled(retryAfter, "the disk is full"));
      }
      submissions.add(submission);
      return held != null
          ? held
          : CompletableFuture.completedFuture(
              new Admission.Accepted(submission.decoded().signals().size(), 0));
    }
  }
}
