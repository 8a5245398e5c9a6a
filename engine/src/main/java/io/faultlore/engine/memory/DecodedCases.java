package io.faultlore.engine.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoded cases, so that heads may read all labelled ones often; the least used make room. */
final class DecodedCases {
  private final long bytesMax;
  private final LinkedHashMap<String, Weighed> entries = new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;

  DecodedCases(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  private record Weighed(Case decoded, long bytes) {}

  @Nullable Case get(String id) {
    Weighed found = entries.get(id);
    return found == null ? null : found.decoded();
  }

  /**
   * @param encodedBytes length of the case's encoded form; objects take about half as much again
   */
  void put(Case decoded, int encodedBytes) {
    remove(decoded.id());
    Weighed fresh = new Weighed(decoded, encodedBytes + encodedBytes / 2 + 512);
    entries.put(decoded.id(), fresh);
    bytes += fresh.bytes();
    Iterator<Map.Entry<String, Weighed>> eldest = entries.entrySet().iterator();
    while (bytes > bytesMax && eldest.hasNext()) {
      bytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }

  /** Keeps the case if there is room: reading everything once must not drive out what is used. */
  void offer(Case decoded, int encodedBytes) {
    if (bytes + encodedBytes + encodedBytes / 2 + 512 <= bytesMax) {
      put(decoded, encodedBytes);
    }
  }

  void remove(String id) {
    Weighed before = entries.remove(id);
    bytes -= before == null ? 0 : before.bytes();
  }

  long bytes() {
    return bytes;
  }
}
