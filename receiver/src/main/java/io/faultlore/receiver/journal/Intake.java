package io.faultlore.receiver.journal;

import java.util.concurrent.CompletableFuture;

/** The door between the server and the journal. */
public interface Intake {
  /**
   * Whether a body of this size would be admitted now; asked on headers, before decoding, so that
   * an overloaded server spends nothing on what it will refuse.
   */
  boolean hasRoom(long bytes);

  /** Completes once the submission is durable or refused; never completes exceptionally. */
  CompletableFuture<Admission> submit(Submission submission);
}
