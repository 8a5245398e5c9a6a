package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LeftOutLinesTest {
  private final LeftOutLines lines = new LeftOutLines();

  @Test
  void aReasonIsToldAgainOnlyWhenItsCountHasDoubled() {
    assertEquals("", lines.next(Map.of("traces no_time", 0L)));
    assertEquals(told("5 traces no_time"), lines.next(Map.of("traces no_time", 5L)));
    assertEquals("", lines.next(Map.of("traces no_time", 9L)));
    assertEquals(
        told("1 logs malformed, 1,010 traces no_time"),
        lines.next(Map.of("traces no_time", 1010L, "logs malformed", 1L)));
    assertEquals("", lines.next(Map.of("traces no_time", 2019L, "logs malformed", 1L)));
  }

  private static String told(String what) {
    return "Left out so far: %s.%n".formatted(what);
  }
}
