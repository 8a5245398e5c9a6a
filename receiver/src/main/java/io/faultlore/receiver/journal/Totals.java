package io.faultlore.receiver.journal;

import io.faultlore.receiver.otlp.SignalKind;

/**
 * How many items of each signal were accepted, known already, and invalid, since the journal's
 * first record. They stand in every segment's header, so that they survive trimming: the header of
 * the oldest segment plus the records behind it give the exact number of accepted items even after
 * a kill. Requests that held nothing new are not in the journal; of their duplicates and rejected
 * items a kill forgets those since the last header.
 */
// Never handed out: each holder copies.
@SuppressWarnings("ArrayRecordComponent")
record Totals(long[] counts) {
  static final int FIELDS = 3;
  static final int LENGTH = FIELDS * SignalKind.values().length;

  Totals {
    if (counts.length != LENGTH) {
      throw new IllegalArgumentException("totals need " + LENGTH + " counts");
    }
    counts = counts.clone();
  }

  static Totals zero() {
    return new Totals(new long[LENGTH]);
  }

  void add(SignalKind kind, int accepted, int duplicates, int rejected) {
    int at = RecordFormat.code(kind) * FIELDS;
    counts[at] += accepted;
    counts[at + 1] += duplicates;
    counts[at + 2] += rejected;
  }

  ItemTotals of(SignalKind kind) {
    int at = RecordFormat.code(kind) * FIELDS;
    return new ItemTotals(counts[at], counts[at + 1], counts[at + 2]);
  }

  Totals copy() {
    return new Totals(counts);
  }
}
