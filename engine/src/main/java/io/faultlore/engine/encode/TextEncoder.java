package io.faultlore.engine.encode;

/** Turns text into a vector; the same text always gives the same vector. */
public interface TextEncoder extends AutoCloseable {
  /** Names model, version and dimensions, for instance {@code minilm-l6-v2-q.384}. */
  String modelId();

  int dimensions();

  /** A unit vector, or all zero for a text without any token. */
  Embedding encode(String text);

  @Override
  default void close() {}
}
