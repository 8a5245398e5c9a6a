package io.faultlore.world.service;

import io.faultlore.world.service.plan.Draw;
import java.nio.charset.StandardCharsets;

/** Trace and span ids: random bits as lower-case hex digits. */
final class Ids {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Draw draw;

  Ids(long seed) {
    draw = new Draw(seed, "ids");
  }

  String trace() {
    byte[] text = new byte[32];
    hex(draw.bits() | 1, text, 0);
    hex(draw.bits(), text, 16);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  String span() {
    byte[] text = new byte[16];
    hex(draw.bits() | 1, text, 0);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void hex(long bits, byte[] into, int from) {
    for (int i = 15; i >= 0; i--) {
      into[from + i] = DIGITS[(int) (bits & 15)];
      bits >>>= 4;
    }
  }
}
