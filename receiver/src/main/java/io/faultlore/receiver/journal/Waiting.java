package io.faultlore.receiver.journal;

import io.faultlore.receiver.journal.Admission.Accepted;
import io.faultlore.receiver.otlp.Decoded;
import java.util.concurrent.CompletableFuture;

/** A submission that waits for its group: what it holds, its item keys, and whom to tell. */
// The keys are nobody else's.
@SuppressWarnings("ArrayRecordComponent")
record Waiting(Submission submission, long[] keys, CompletableFuture<Admission> answer) {
  Decoded decoded() {
    return submission.decoded();
  }

  long bodyBytes() {
    return submission.body().length;
  }

  int items() {
    return submission.decoded().signals().size();
  }

  /** The record in which the items that are known already are marked. */
  JournalRecord record(long receivedUnixMillis, long[] markedKeys) {
    return new JournalRecord(
        decoded().kind(),
        submission.encoding(),
        receivedUnixMillis,
        decoded().rejected(),
        markedKeys,
        submission.body());
  }

  void accept(JournalRecord record) {
    answer.complete(new Accepted(record.accepted(), record.duplicates()));
  }
}
