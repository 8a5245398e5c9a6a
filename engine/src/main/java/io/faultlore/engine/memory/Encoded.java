package io.faultlore.engine.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Growing bytes with the few shapes that {@link Codec} needs. */
final class Encoded {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  void flag(boolean value) {
    number(value ? 1 : 0);
  }

  /** Seven bits a byte, lowest first; small numbers take one byte. */
  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void real(double value) {
    bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  void floats(float[] values) {
    number(values.length);
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
    raw.asFloatBuffer().put(values);
    bytes.writeBytes(raw.array());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
