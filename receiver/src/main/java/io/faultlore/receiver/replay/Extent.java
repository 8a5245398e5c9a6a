package io.faultlore.receiver.replay;

/** First and last arrival of what is sent, in nanoseconds since 1970 UTC. */
record Extent(long first, long last) {
  static final Extent NONE = new Extent(Long.MAX_VALUE, Long.MIN_VALUE);

  Extent with(long arrival) {
    return new Extent(Math.min(first, arrival), Math.max(last, arrival));
  }

  boolean isEmpty() {
    return last < first;
  }
}
