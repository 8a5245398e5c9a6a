package io.faultlore.receiver.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The keys of accepted items, for as long as a sender may retry. Keys live in buckets of a quarter
 * of their life; a bucket goes when its youngest key has outlived its life, or, oldest first, when
 * there are too many keys. Not thread-safe.
 *
 * <p>Collisions: a new item is taken for a known one with probability n / 2^64 when n keys are
 * held. With 8 million keys and 1,000 new items a second that is one wrong drop in 70 years.
 */
final class Deduplication {
  /** Buckets by time, and as many again when they close by count: lookups stay few. */
  private static final int BUCKETS = 4;

  private final long bucketMillis;
  private final long lifeMillis;
  private final int keysMax;
  private final int bucketKeysMax;
  private final Deque<Bucket> buckets = new ArrayDeque<>(); // youngest first: retries come soon
  private long now = Long.MIN_VALUE;
  private int size;
  private long evicted;

  /**
   * @param life how long a key is known at least; at most a quarter longer
   * @param keysMax how many keys are held; 8 million take 90 to 180 MB
   */
  Deduplication(Duration life, int keysMax) {
    this.lifeMillis = life.toMillis();
    this.bucketMillis = Math.max(1, lifeMillis / BUCKETS);
    this.keysMax = keysMax;
    this.bucketKeysMax = Math.max(1, keysMax / BUCKETS);
  }

  boolean isKnown(long key) {
    for (Bucket bucket : buckets) {
      if (bucket.keys.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** Remembers the keys of a durable record; {@link JournalRecord#DUPLICATE} is skipped. */
  void add(long receivedUnixMillis, long[] recordKeys) {
    // A wall clock that jumps back must not bring back buckets that have ended.
    now = Math.max(now, receivedUnixMillis);
    forgetOutlived();
    for (long key : recordKeys) {
      if (key != JournalRecord.DUPLICATE && open().keys.add(key)) {
        size++;
        makeRoom();
      }
    }
  }

  private void forgetOutlived() {
    while (!buckets.isEmpty() && buckets.getLast().youngest < now - lifeMillis) {
      size -= buckets.removeLast().keys.size();
    }
  }

  private Bucket open() {
    Bucket youngest = buckets.peekFirst();
    if (youngest == null
        || now - youngest.oldest >= bucketMillis
        || youngest.keys.size() >= bucketKeysMax) {
      youngest = new Bucket(now);
      buckets.addFirst(youngest);
    }
    youngest.youngest = now;
    return youngest;
  }

  private void makeRoom() {
    while (size > keysMax && buckets.size() > 1) {
      int keys = buckets.removeLast().keys.size();
      size -= keys;
      evicted += keys;
    }
  }

  int size() {
    return size;
  }

  int keysMax() {
    return keysMax;
  }

  /** Keys that went before their life was over. */
  long evicted() {
    return evicted;
  }

  private static final class Bucket {
    private final LongSet keys = new LongSet();
    private final long oldest;
    private long youngest;

    Bucket(long oldest) {
      this.oldest = oldest;
      this.youngest = oldest;
    }
  }
}
