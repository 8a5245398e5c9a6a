package io.faultlore.receiver.journal;

/**
 * How much may be between a submission and the engine: bytes bound the memory, items the work. What
 * is reserved before the journal is written surely fits behind it, so nothing acknowledged is ever
 * turned away. A request counts its body and a little more, so that tiny ones are bounded too.
 */
final class Room {
  private static final int REQUEST_BYTES = 1 << 10;

  private final long bytesMax;
  private final long itemsMax;

  private final Object lock = new Object();
  private long bytes; // guarded by lock
  private long items; // guarded by lock

  Room(long bytesMax, long itemsMax) {
    this.bytesMax = bytesMax;
    this.itemsMax = itemsMax;
  }

  boolean fits(long bodyBytes) {
    synchronized (lock) {
      return bytes + charge(bodyBytes) <= bytesMax && items < itemsMax;
    }
  }

  /** A request with more items than may ever wait passes when it is alone. */
  boolean reserve(long bodyBytes, long requestItems) {
    synchronized (lock) {
      boolean fits =
          bytes + charge(bodyBytes) <= bytesMax && (items == 0 || items + requestItems <= itemsMax);
      if (fits) {
        bytes += charge(bodyBytes);
        items += requestItems;
      }
      return fits;
    }
  }

  void release(long bodyBytes, long requestItems) {
    synchronized (lock) {
      bytes -= charge(bodyBytes);
      items -= requestItems;
    }
  }

  private static long charge(long bodyBytes) {
    return bodyBytes + REQUEST_BYTES;
  }

  long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }

  long items() {
    synchronized (lock) {
      return items;
    }
  }

  long bytesMax() {
    return bytesMax;
  }

  long itemsMax() {
    return itemsMax;
  }
}
