package io.faultlore.engine.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the few shapes that {@link Codec} needs. */
final class Encoded {
  private byte[] bytes = new byte[512];
  private int size;

  void flag(boolean value) {
    number(value ? 1 : 0);
  }

  /** Seven bits a byte, lowest first; small numbers take one byte. */
  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      one((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    one((byte) rest);
  }

  void real(double value) {
    room(Double.BYTES);
    ByteBuffer.wrap(bytes).putDouble(size, value);
    size += Double.BYTES;
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  void floats(float[] values) {
    number(values.length);
    room(values.length * Float.BYTES);
    ByteBuffer.wrap(bytes, size, values.length * Float.BYTES).asFloatBuffer().put(values);
    size += values.length * Float.BYTES;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void one(byte value) {
    room(1);
    bytes[size++] = value;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
