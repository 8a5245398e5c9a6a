package io.faultlore.receiver.journal;

/**
 * A set of non-zero longs by open addressing, at most three quarters full: 11 to 22 bytes a key,
 * where a {@code HashSet<Long>} takes about 60. The keys are hashes already, so their low bits
 * serve.
 */
final class LongSet {
  private static final int SLOTS_MIN = 1 << 10;

  private long[] slots = new long[SLOTS_MIN];
  private int size;

  /** Whether the key was new. */
  boolean add(long key) {
    if (key == 0) {
      throw new IllegalArgumentException("0 marks a free slot");
    }
    int slot = slot(slots, key);
    if (slots[slot] == key) {
      return false;
    }
    slots[slot] = key;
    size++;
    if (4L * size > 3L * slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long key) {
    return key != 0 && slots[slot(slots, key)] == key;
  }

  int size() {
    return size;
  }

  private static int slot(long[] slots, long key) {
    int mask = slots.length - 1;
    int slot = (int) key & mask;
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long key : slots) {
      if (key != 0) {
        larger[slot(larger, key)] = key;
      }
    }
    slots = larger;
  }
}
