package io.faultlore.receiver.journal;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Value;

/**
 * A 64-bit hash over a sequence of fields. Each word is folded in by a 128-bit product whose halves
 * are joined, the step that wyhash (public domain) is built on. The values are written to disk: a
 * change of this class makes retries across an upgrade count twice.
 */
final class Hash64 {
  private static final long MULTIPLIER = 0xa0761d6478bd642fL;
  private static final long INCREMENT = 0xe7037ed1a0b428dbL;

  private long state;

  private Hash64(long seed) {
    this.state = seed + INCREMENT;
  }

  static Hash64 of(long seed) {
    return new Hash64(seed);
  }

  Hash64 add(long word) {
    long a = state ^ MULTIPLIER;
    long b = word ^ INCREMENT ^ Long.rotateLeft(state, 32);
    state = (a * b) ^ Math.unsignedMultiplyHigh(a, b) ^ Long.rotateLeft(word, 29) ^ (state << 1);
    return this;
  }

  /** The length goes in as well, so that "ab","c" differs from "a","bc". */
  Hash64 add(String text) {
    int length = text.length();
    add(length);
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      add(
          (long) text.charAt(i) << 48
              | (long) text.charAt(i + 1) << 32
              | (long) text.charAt(i + 2) << 16
              | text.charAt(i + 3));
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = rest << 16 | text.charAt(i);
    }
    return length % 4 == 0 ? this : add(rest);
  }

  Hash64 add(Attributes attributes) {
    add(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      add(attributes.key(i)).add(attributes.value(i));
    }
    return this;
  }

  /** Each type has a number of its own, so that 1 differs from "1". */
  Hash64 add(Value value) {
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

  long value() {
    return mix(mix(state));
  }

  // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
