package io.faultlore.receiver.journal;

import io.faultlore.engine.SignalBatch;
import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.Decoded;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a group of submissions durable with one sync, then answers them. One thread at a time, so
 * two copies of a request that are under way together meet here in order: the second is answered
 * when the first is durable, and both are refused when it cannot be. Keys become known only after
 * the sync, so a refused request leaves none behind.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** After a failed write nobody tries for so long: an ailing disk is left alone. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Journal journal;
  private final Deduplication known;
  private final InstantSource clock;
  private final RetryDelay delay;
  private final Room room;
  private final Queue<Batch> ready;

  private volatile boolean writable = true;
  private volatile long pausedUntilMillis = Long.MIN_VALUE;

  /** A batch and what it occupies until the engine takes it. */
  record Batch(SignalBatch signals, long bodyBytes, long items) {}

  /** A submission and its record; nothing is written when the record has nothing new. */
  private record Prepared(Waiting waiting, JournalRecord record) {
    boolean isNew() {
      return record.accepted() > 0;
    }
  }

  /**
   * @param room what a refused submission, or one of which nothing is new, occupies no longer
   * @param ready takes what is new
   */
  GroupCommit(
      Journal journal,
      Deduplication known,
      InstantSource clock,
      RetryDelay delay,
      Room room,
      Queue<Batch> ready) {
    this.journal = journal;
    this.known = known;
    this.clock = clock;
    this.delay = delay;
    this.room = room;
    this.ready = ready;
  }

  void commit(List<Waiting> group) {
    try {
      commitPrepared(prepare(group));
    } catch (RuntimeException bug) {
      LOG.error("the journal's thread failed; nothing is accepted until a restart", bug);
      stopTrying(Long.MAX_VALUE);
      // Who was answered already stays answered; the others keep what they sent.
      group.forEach(each -> each.answer().complete(delay.later("the journal failed")));
    }
  }

  private void commitPrepared(List<Prepared> prepared) {
    List<JournalRecord> records =
        prepared.stream().filter(Prepared::isNew).map(Prepared::record).toList();
    try {
      long[] ends = records.isEmpty() ? new long[0] : journal.append(records);
      writable = writable || !records.isEmpty();
      accept(prepared, ends);
    } catch (IOException e) {
      String reason = reason(e);
      LOG.warn("{}, senders are told to wait: {}", reason, e.getMessage());
      stopTrying(clock.millis() + PAUSE.toMillis());
      prepared.forEach(each -> refuse(each.waiting, delay.later(reason)));
    }
  }

  // Only the committing thread writes.
  private void stopTrying(long untilMillis) {
    writable = false;
    pausedUntilMillis = untilMillis;
  }

  /** False from a failed write to the next one that succeeds. */
  boolean isWritable() {
    return writable;
  }

  /** Whether a write failed so short a time ago that the next one may wait. */
  boolean isPaused() {
    return clock.millis() < pausedUntilMillis;
  }

  private List<Prepared> prepare(List<Waiting> group) {
    long now = clock.millis();
    long room = journal.remaining();
    LongSet staged = new LongSet();
    List<Prepared> prepared = new ArrayList<>();
    for (Waiting waiting : group) {
      JournalRecord whole = waiting.record(now, waiting.keys());
      if (RecordFormat.bytes(whole) > room) {
        refuse(waiting, delay.soon("the journal is full"));
        continue;
      }
      Prepared next = new Prepared(waiting, waiting.record(now, mark(waiting.keys(), staged)));
      room -= next.isNew() ? RecordFormat.bytes(whole) : 0;
      prepared.add(next);
    }
    return prepared;
  }

  private long[] mark(long[] keys, LongSet staged) {
    long[] marked = new long[keys.length];
    for (int i = 0; i < keys.length; i++) {
      boolean isNew = !known.isKnown(keys[i]) && staged.add(keys[i]);
      marked[i] = isNew ? keys[i] : JournalRecord.DUPLICATE;
    }
    return marked;
  }

  private void accept(List<Prepared> prepared, long[] ends) {
    int written = 0;
    for (Prepared each : prepared) {
      JournalRecord record = each.record;
      if (each.isNew()) {
        known.add(record.receivedUnixMillis(), record.keys());
        List<Signal> fresh = newOnes(each.waiting.decoded(), record);
        ready.add(
            new Batch(
                new SignalBatch(fresh, ends[written++]),
                each.waiting.bodyBytes(),
                each.waiting.items()));
      } else {
        journal.count(record.kind(), 0, record.duplicates(), record.rejected());
        room.release(each.waiting.bodyBytes(), each.waiting.items());
      }
      each.waiting.accept(record);
    }
  }

  /**
   * The signals whose key is not marked as duplicate, as they arrived. Another version's decoder
   * may judge items differently; then none of them is held back.
   */
  static List<Signal> newOnes(Decoded decoded, JournalRecord record) {
    List<Signal> signals = decoded.arrivedAt(record.receivedUnixNano()).signals();
    long[] keys = record.keys();
    if (signals.size() != keys.length) {
      return signals;
    }
    List<Signal> fresh = new ArrayList<>(signals.size());
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != JournalRecord.DUPLICATE) {
        fresh.add(signals.get(i));
      }
    }
    return fresh;
  }

  private void refuse(Waiting waiting, Admission.Throttled throttled) {
    room.release(waiting.bodyBytes(), waiting.items());
    waiting.answer().complete(throttled);
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        message.contains("no space") || message.contains("quota") || message.contains("disk full");
    return full ? "disk full" : "the journal cannot be written";
  }
}
