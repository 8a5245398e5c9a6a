package io.faultlore.engine.encode;

import java.nio.file.Path;

/**
 * The two text tiers, each behind its cache: a transformer for everything would not keep up on a
 * few cores (RATIONALE.md).
 *
 * @param fast for everything: a few microseconds a text
 * @param precise for what is new or in doubt: 2 to 40 ms a text
 */
public record TextEncoders(CachedTextEncoder fast, CachedTextEncoder precise)
    implements AutoCloseable {

  /**
   * Opens the bundled models: the static table, and MiniLM itself.
   *
   * @param natives where native libraries are unpacked
   */
  public static TextEncoders open(Path natives) {
    return of(StaticTextEncoder.load(), MiniLmTextEncoder.open(natives));
  }

  /** Puts a cache before each encoder. */
  public static TextEncoders of(TextEncoder fast, TextEncoder precise) {
    return new TextEncoders(
        new CachedTextEncoder(fast, CachedTextEncoder.ENTRIES_MAX),
        new CachedTextEncoder(precise, CachedTextEncoder.ENTRIES_MAX));
  }

  @Override
  public void close() {
    fast.close();
    precise.close();
  }
}
