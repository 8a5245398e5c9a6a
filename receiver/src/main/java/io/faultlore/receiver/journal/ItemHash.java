package io.faultlore.receiver.journal;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 64 bits of the SHA-256 over a sequence of fields. The values are written to disk: a
 * change of this class makes retries across an upgrade count twice.
 */
final class ItemHash {
  /**
   * Most records fit, and are digested in one go: an update for each field takes three times as
   * long.
   */
  private static final int BUFFER_BYTES = 4096;

  private final MessageDigest sha256 = sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  ItemHash add(long number) {
    makeRoom(Long.BYTES);
    buffer.putLong(number);
    return this;
  }

  /** The length goes in as well, so that "ab","c" differs from "a","bc". */
  ItemHash add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add(utf8.length);
    makeRoom(utf8.length);
    if (utf8.length > BUFFER_BYTES) {
      sha256.update(utf8);
    } else {
      buffer.put(utf8);
    }
    return this;
  }

  ItemHash add(Attributes attributes) {
    add(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      add(attributes.key(i)).add(attributes.value(i));
    }
    return this;
  }

  /** Each type has a number of its own, so that 1 differs from "1". */
  ItemHash add(Value value) {
    return switch (value) {
      case Value.Text(String text) -> add(1).add(text);
      case Value.Bool(boolean bool) -> add(2).add(bool ? 1 : 0);
      case Value.Int(long number) -> add(3).add(number);
      case Value.Real(double number) -> add(4).add(Double.doubleToLongBits(number));
      case Value.Bytes(String hex) -> add(5).add(hex);
      case Value.Array array -> {
        add(6).add(array.values().size());
        array.values().forEach(this::add);
        yield this;
      }
      case Value.Map(Attributes entries) -> add(7).add(entries);
      case Value.Empty() -> add(8);
    };
  }

  /** The hash of what was added since the last one. */
  long take() {
    digestBuffer();
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }

  private void makeRoom(int bytes) {
    if (bytes > buffer.remaining()) {
      digestBuffer();
    }
  }

  private void digestBuffer() {
    sha256.update(buffer.flip());
    buffer.clear();
  }
}
