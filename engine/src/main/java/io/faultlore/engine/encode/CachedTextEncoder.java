package io.faultlore.engine.encode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the vectors of the texts that were asked for last, under the hash of the text, so that a
 * text is encoded once however often it is seen. The texts themselves are not kept.
 */
public final class CachedTextEncoder implements TextEncoder {
  /** About 100 MB of 384 floats: the distinct step texts of some thousand runs. */
  public static final int ENTRIES_MAX = 60_000;

  private final TextEncoder encoder;
  private final int entriesMax;
  private final Object lock = new Object();
  // Access order, so that the entry unused for longest makes room.
  private final LinkedHashMap<Key, Embedding> entries = new LinkedHashMap<>(1024, 0.75f, true);
  private long evicted;

  /**
   * Puts a cache before the encoder, which it closes with itself.
   *
   * @param entriesMax vectors kept, at least 1
   */
  public CachedTextEncoder(TextEncoder encoder, int entriesMax) {
    if (entriesMax < 1) {
      throw new IllegalArgumentException(
          "entriesMax is " + entriesMax + ", allowed are 1 and more");
    }
    this.encoder = encoder;
    this.entriesMax = entriesMax;
  }

  @Override
  public String modelId() {
    return encoder.modelId();
  }

  @Override
  public int dimensions() {
    return encoder.dimensions();
  }

  // The lock is held while encoding: two threads with the same new text must not both pay for it.
  @Override
  public Embedding encode(String text) {
    Key key = Key.of(text);
    synchronized (lock) {
      Embedding known = entries.get(key);
      if (known != null) {
        return known;
      }
      Embedding made = encoder.encode(text);
      if (entries.size() == entriesMax) {
        Map.Entry<Key, Embedding> eldest = entries.firstEntry();
        entries.remove(eldest.getKey());
        evicted++;
      }
      entries.put(key, made);
      return made;
    }
  }

  public Stats stats() {
    synchronized (lock) {
      return new Stats(entries.size(), entriesMax, evicted);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }

  /**
   * How full the cache is.
   *
   * @param evicted vectors that made room for newer ones
   */
  public record Stats(int entries, int entriesMax, long evicted) {}

  /** The first 128 bits of the text's SHA-256: equal keys of unequal texts will not happen. */
  private record Key(long high, long low) {
    static Key of(String text) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new Key(bytes.getLong(), bytes.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
