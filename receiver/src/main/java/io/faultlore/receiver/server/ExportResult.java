package io.faultlore.receiver.server;

import java.time.Duration;

/** What became of an export request, before it is put into the words of a transport. */
sealed interface ExportResult {
  /** Durable. A message with 0 rejected records is a warning. */
  record Stored(int rejected, String message) implements ExportResult {}

  /** Nothing of it was stored; the client shall send it again. */
  record Busy(Duration retryAfter, String reason) implements ExportResult {}

  /** It will never be accepted. */
  record Invalid(String message) implements ExportResult {}

  /** It will never be accepted, for its size. */
  record TooLarge(String message) implements ExportResult {}

  /** A mistake of ours; not retried, because it would happen again. */
  record Failed() implements ExportResult {}

  /** The label of {@code ingest_requests_total}. */
  default String outcome() {
    return switch (this) {
      case Stored stored -> stored.message().isEmpty() ? "ok" : "partial";
      case Busy busy -> "refused";
      case Invalid invalid -> "invalid";
      case TooLarge tooLarge -> "too_large";
      case Failed failed -> "invalid";
    };
  }
}
