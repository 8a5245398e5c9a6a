package io.faultlore.receiver.otlp;

import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing protobuf message. Not thread-safe. */
final class WireBuffer {
  /** A length of up to 2^31 - 1 as a varint with leading zero groups, which protobuf permits. */
  private static final int LENGTH_BYTES = 5;

  private byte[] bytes;
  private int size;

  WireBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** Forgets what was written behind this size. */
  void cut(int newSize) {
    size = newSize;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void tag(int number, int wireType) {
    varint(((long) number << 3) | wireType);
  }

  void messageTag(int number) {
    tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void fixed64(long value) {
    reserve(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void fixed32(int value) {
    reserve(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void bytes(byte[] value) {
    varint(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Text as UTF-8; half a surrogate pair becomes a question mark. */
  void text(char[] chars, int offset, int length) {
    int start = size;
    int i = 0;
    varint(length);
    reserve(length);
    while (i < length && chars[offset + i] < 0x80) {
      bytes[size++] = (byte) chars[offset + i++];
    }
    if (i < length) {
      size = start;
      bytes(new String(chars, offset, length).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Begins a message whose length is not known yet; the result goes to {@link #end}. */
  int begin() {
    reserve(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  /** Fills in the length of the message that began there. */
  void end(int begin) {
    int length = size - begin;
    int at = begin - LENGTH_BYTES;
    for (int i = 0; i < LENGTH_BYTES - 1; i++) {
      bytes[at + i] = (byte) (((length >>> (7 * i)) & 0x7F) | 0x80);
    }
    bytes[begin - 1] = (byte) (length >>> (7 * (LENGTH_BYTES - 1)));
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      int doubled = bytes.length > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE - 8 : bytes.length * 2;
      bytes = Arrays.copyOf(bytes, Math.max(doubled, Math.addExact(size, more)));
    }
  }
}
