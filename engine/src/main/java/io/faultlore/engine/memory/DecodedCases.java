package io.faultlore.engine.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded cases, so that heads may read all labelled ones often: when room is needed, the least
 * used of the others make it first.
 */
final class DecodedCases {
  /** Objects and references that a small case needs beside its encoded bytes. */
  private static final int OVERHEAD_BYTES = 512;

  private final long bytesMax;
  private final LinkedHashMap<String, Weighed> labelled = new LinkedHashMap<>(256, .75f, true);
  private final LinkedHashMap<String, Weighed> others = new LinkedHashMap<>(256, .75f, true);
  private long bytes;

  DecodedCases(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  private record Weighed(Case decoded, long bytes) {}

  @Nullable Case get(String id) {
    Weighed found = labelled.get(id);
    found = found == null ? others.get(id) : found;
    return found == null ? null : found.decoded();
  }

  /**
   * @param encodedBytes length of the case's encoded form
   */
  void put(Case decoded, int encodedBytes) {
    keep(decoded, encodedBytes);
    makeRoom(others);
    makeRoom(labelled);
  }

  /** Keeps the case if there is room: reading everything once must not drive out what is used. */
  void offer(Case decoded, int encodedBytes) {
    keep(decoded, encodedBytes);
    if (decoded.label().isPresent()) {
      makeRoom(others);
    }
    if (bytes > bytesMax) {
      remove(decoded.id());
    }
  }

  private void keep(Case decoded, int encodedBytes) {
    remove(decoded.id());
    // Objects take about half as much again as their encoded form.
    Weighed fresh = new Weighed(decoded, encodedBytes + encodedBytes / 2 + OVERHEAD_BYTES);
    (decoded.label().isPresent() ? labelled : others).put(decoded.id(), fresh);
    bytes += fresh.bytes();
  }

  private void makeRoom(Map<String, Weighed> from) {
    Iterator<Weighed> leastUsed = from.values().iterator();
    while (bytes > bytesMax && leastUsed.hasNext()) {
      bytes -= leastUsed.next().bytes();
      leastUsed.remove();
    }
  }

  void remove(String id) {
    Weighed before = labelled.remove(id);
    before = before == null ? others.remove(id) : before;
    bytes -= before == null ? 0 : before.bytes();
  }
}
