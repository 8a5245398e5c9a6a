package io.faultlore.receiver.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that requests hold while they are read and decoded; thread-safe. */
final class ByteBudget {
  private final long bytesMax;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  boolean hasRoom(long bytes) {
    return used.get() + bytes <= bytesMax;
  }

  long used() {
    return used.get();
  }

  long bytesMax() {
    return bytesMax;
  }

  /** One request's part of the budget. */
  Share share() {
    return new Share();
  }

  final class Share implements AutoCloseable {
    private final AtomicLong taken = new AtomicLong();

    /** False, taking nothing, when the budget is used up. */
    boolean take(long bytes) {
      if (used.addAndGet(bytes) > bytesMax) {
        used.addAndGet(-bytes);
        return false;
      }
      taken.addAndGet(bytes);
      return true;
    }

    /** Gives everything back; may be called twice. */
    @Override
    public void close() {
      used.addAndGet(-taken.getAndSet(0));
    }
  }
}
