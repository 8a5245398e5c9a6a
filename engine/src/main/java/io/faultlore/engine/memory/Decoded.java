package io.faultlore.engine.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Encoded} wrote. */
final class Decoded {
  private final ByteBuffer bytes;

  Decoded(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  boolean flag() {
    return number() != 0;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    return Math.toIntExact(number());
  }

  double real() {
    return bytes.getDouble();
  }

  String text() {
    int length = count();
    String text =
        new String(
            bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }

  float[] floats() {
    float[] values = new float[count()];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + values.length * Float.BYTES);
    return values;
  }
}
