package io.faultlore.receiver.journal;

import io.faultlore.engine.SignalBatch;
import io.faultlore.receiver.journal.Admission.Accepted;
import io.faultlore.receiver.journal.GroupCommit.Batch;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from the server, makes them durable, and hands what is new to the engine's one
 * pump thread. What an earlier process had acknowledged and the engine had not yet stored comes out
 * first.
 */
public final class JournaledIntake implements Intake, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(JournaledIntake.class);

  /** A group this large takes longer to write than to sync: no gain from waiting for more. */
  private static final long GROUP_BYTES_MAX = 16 << 20;

  private final Journal journal;
  private final Deduplication known;
  private final Room room;
  private final RetryDelay delay;
  private final InstantSource clock;
  private final JournalConfig config;
  private final GroupCommit commit;
  private final Thread committer;
  private final Replay replay;

  private final BlockingQueue<Batch> ready = new LinkedBlockingQueue<>(); // bounded by room

  private final Object door = new Object();
  private List<Waiting> waiting = new ArrayList<>(); // guarded by door, bounded by room
  private volatile boolean stopping; // written under door

  private volatile boolean replayed;
  private volatile int knownKeys;
  private volatile long evictedKeys;

  JournaledIntake(
      Disk disk,
      JournalConfig config,
      RequestDecoder decoder,
      long knownPosition,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    this.config = config;
    this.clock = clock;
    this.known = new Deduplication(config.dedupLife(), config.dedupKeysMax());
    this.room = new Room(config.queueBytesMax(), config.queueItemsMax());
    this.delay = new RetryDelay(random);
    this.journal = Journal.open(disk, config.bytesMax(), knownPosition, known::add);
    this.replay = new Replay(journal.replay(0), decoder);
    this.commit = new GroupCommit(journal, known, clock, delay, room, ready);
    this.knownKeys = known.size();
    this.committer = Thread.ofPlatform().name("faultlore-journal").unstarted(this::commitGroups);
  }

  /**
   * Opens the journal in a directory and reads what an earlier process left.
   *
   * <p>Everything that was not trimmed comes out of {@link #poll} first: the engine rebuilds its
   * baselines from it, even from what its memory has stored already.
   *
   * @param knownPosition what the engine's memory has stored; positions go on behind it even when
   *     journal files were lost
   * @throws JournalCorruptException when acknowledged records cannot be read
   * @throws IOException when the directory cannot be used, with a message for the user
   */
  public static JournaledIntake open(
      Path directory,
      JournalConfig config,
      RequestDecoder decoder,
      long knownPosition,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    Disk disk = DirectoryDisk.open(directory);
    try {
      JournaledIntake intake =
          new JournaledIntake(disk, config, decoder, knownPosition, clock, random);
      intake.start();
      return intake;
    } catch (IOException e) {
      disk.close();
      throw e;
    }
  }

  void start() {
    committer.start();
  }

  @Override
  public boolean hasRoom(long bytes) {
    return !stopping
        && !commit.isPaused()
        && room.fits(bytes)
        && bytes + RecordFormat.HEADER_BYTES < journal.remaining();
  }

  @Override
  public CompletableFuture<Admission> submit(Submission submission) {
    int items = submission.decoded().signals().size();
    int bytes = submission.body().length;
    if (items == 0) {
      journal.count(submission.decoded().kind(), 0, 0, submission.decoded().rejected());
      return CompletableFuture.completedFuture(new Accepted(0, 0));
    }
    if (commit.isPaused()) {
      return CompletableFuture.completedFuture(delay.later("the journal cannot be written"));
    }
    if (!room.reserve(bytes, items)) {
      return CompletableFuture.completedFuture(delay.soon("the engine is behind"));
    }
    // Nothing tells whether a log without a time comes again or happened again: it counts as new.
    long arrival = TimeUnit.MILLISECONDS.toNanos(clock.millis());
    Waiting next =
        new Waiting(
            submission,
            ItemKeys.of(submission.decoded().arrivedAt(arrival).signals()),
            new CompletableFuture<>());
    synchronized (door) {
      if (!stopping) {
        waiting.add(next);
        door.notifyAll();
        return next.answer();
      }
    }
    room.release(bytes, items);
    return CompletableFuture.completedFuture(delay.soon("stopping"));
  }

  private void commitGroups() {
    for (List<Waiting> group = takeGroup(); !group.isEmpty(); group = takeGroup()) {
      commit.commit(group);
      knownKeys = known.size();
      evictedKeys = known.evicted();
    }
  }

  /** Waits for submissions; empty once stopped and drained. */
  private List<Waiting> takeGroup() {
    synchronized (door) {
      while (waiting.isEmpty() && !stopping) {
        try {
          door.wait();
        } catch (InterruptedException notUsed) {
          LOG.warn("the journal's thread was interrupted and goes on");
        }
      }
      int count = 0;
      for (long bytes = 0; count < waiting.size() && bytes < GROUP_BYTES_MAX; count++) {
        bytes += waiting.get(count).bodyBytes();
      }
      List<Waiting> group = List.copyOf(waiting.subList(0, count));
      waiting = new ArrayList<>(waiting.subList(count, waiting.size()));
      return group;
    }
  }

  /**
   * The next batch in order of position: first those of an earlier process, then new ones. Called
   * by one thread.
   *
   * @param wait how long to wait for a new one
   * @throws IOException when the journal can no longer be read; polling again tries again
   */
  public Optional<SignalBatch> poll(Duration wait) throws IOException, InterruptedException {
    if (!replayed) {
      Optional<SignalBatch> earlier = replay.next();
      if (earlier.isPresent()) {
        return earlier;
      }
      replayed = true;
    }
    @Nullable Batch next = ready.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      return Optional.empty();
    }
    room.release(next.bodyBytes(), next.items());
    return Optional.of(next.signals());
  }

  /**
   * The engine has made everything up to the position durable: files behind it are deleted, and
   * keys that have outlived their life. Called by one thread.
   */
  public void trimTo(long durablePosition) {
    try {
      journal.trim(durablePosition);
      journal.forgetKeys(
          clock.instant().minus(config.dedupLife()).toEpochMilli(), config.dedupKeysMax());
    } catch (IOException e) {
      LOG.warn("cannot trim the journal yet: {}", e.getMessage());
    }
  }

  /**
   * Refuses new submissions and returns when those under way are answered. What waits for the
   * engine can still be polled; what is not polled comes out at the next start.
   */
  public void stop() {
    synchronized (door) {
      stopping = true;
      door.notifyAll();
    }
    try {
      committer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops, and closes the files. */
  @Override
  public void close() throws IOException {
    stop();
    journal.close();
  }

  /** False from a failed write to the next one that succeeds. */
  public boolean isWritable() {
    return commit.isWritable();
  }

  /** Whether everything from before the start has been polled. */
  public boolean isReplayed() {
    return replayed;
  }

  public ItemTotals totals(SignalKind kind) {
    return journal.totals(kind);
  }

  /** Position behind the last durable record. */
  public long journalEnd() {
    return journal.end();
  }

  public long journalBytes() {
    return journal.bytes();
  }

  public long journalBytesMax() {
    return journal.bytesMax();
  }

  /** Bytes between submission and engine. */
  public long queueBytes() {
    return room.bytes();
  }

  public long queueBytesMax() {
    return room.bytesMax();
  }

  /** Items between submission and engine. */
  public long queueItems() {
    return room.items();
  }

  public long queueItemsMax() {
    return room.itemsMax();
  }

  public int dedupKeys() {
    return knownKeys;
  }

  public int dedupKeysMax() {
    return known.keysMax();
  }

  /** Keys that went early because there were too many. */
  public long dedupKeysEvicted() {
    return evictedKeys;
  }

  /** Accepted requests that the decoder refused at replay. */
  public long undecodable() {
    return replay.undecodable();
  }
}
