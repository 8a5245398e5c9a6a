package io.faultlore.receiver.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final ByteBudget budget = new ByteBudget(1_000_000);
  private final ByteBudget.Share share = budget.share();

  private static byte[] frame(int flag, int announced, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(announced)
        .put(message)
        .array();
  }

  private <T extends ExportResult> T refusal(Class<T> type, byte[] wire, long bytesMax) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> GrpcFrames.message(wire, share, bytesMax));
    return assertInstanceOf(type, refused.result());
  }

  @Test
  void theBudgetIsGivenBackOnce() {
    assertTrue(share.take(999_999));
    assertTrue(budget.hasRoom(1));
    assertFalse(budget.hasRoom(2));
    assertTrue(share.take(1));
    assertFalse(share.take(1));
    assertEquals(1_000_000, budget.used());
    share.close();
    share.close();
    assertEquals(0, budget.used());
  }

  @Test
  void aFrameHoldsExactlyOneMessage() throws Exception {
    byte[] message = {1, 2, 3};
    assertArrayEquals(message, GrpcFrames.message(frame(0, 3, message), share, 3));
    assertArrayEquals(new byte[0], GrpcFrames.message(frame(0, 0, new byte[0]), share, 3));
    refusal(ExportResult.Invalid.class, new byte[0], 3);
    refusal(ExportResult.Invalid.class, new byte[4], 3);
    refusal(ExportResult.Invalid.class, frame(0, 2, message), 3);
    refusal(ExportResult.Invalid.class, frame(0, 3, new byte[2]), 3);
    refusal(ExportResult.Invalid.class, frame(2, 3, message), 3);
    refusal(ExportResult.TooLarge.class, frame(0, 4, new byte[4]), 3);
    refusal(ExportResult.TooLarge.class, frame(0, Integer.MIN_VALUE, message), 3);
    refusal(ExportResult.TooLarge.class, frame(0, -1, message), 3);
  }

  @Test
  void unzippingStopsAtTheLimit() throws Exception {
    byte[] zipped = OtlpClient.gzip(new byte[100_000]);
    assertEquals(100_000, Bytes.unpack(Compression.GZIP, zipped, share, 100_000).length);
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> Bytes.unpack(Compression.GZIP, zipped, share, 99_999));
    assertInstanceOf(ExportResult.TooLarge.class, refused.result());
  }

  @Test
  void unzippingStopsWhenTheBudgetIsUsedUp() throws Exception {
    byte[] zipped = OtlpClient.gzip(new byte[2_000_000]);
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> Bytes.unpack(Compression.GZIP, zipped, share, 2_000_000));
    assertInstanceOf(ExportResult.Busy.class, refused.result());
    assertTrue(budget.used() <= 1_000_000);
  }

  @Test
  void everyCutOfAZippedBodyIsInvalid() throws Exception {
    byte[] zipped =
        OtlpClient.gzip("some telemetry".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (int length = 0; length < zipped.length; length++) {
      byte[] cut = Arrays.copyOf(zipped, length);
      RefusedException refused =
          assertThrows(
              RefusedException.class, () -> Bytes.unpack(Compression.GZIP, cut, share, 1_000));
      assertInstanceOf(ExportResult.Invalid.class, refused.result(), "cut at " + length);
    }
  }

  @Test
  void refusalsAreSpreadOverWholeSeconds() {
    for (int i = 0; i < 20; i++) {
      ExportResult.Busy busy = assertInstanceOf(ExportResult.Busy.class, Refusals.busy());
      assertTrue(busy.retryAfter().compareTo(Duration.ofSeconds(1)) >= 0);
      assertTrue(busy.retryAfter().compareTo(Duration.ofSeconds(5)) <= 0);
    }
    assertEquals(1, HttpAnswers.wholeSeconds(Duration.ZERO));
    assertEquals(1, HttpAnswers.wholeSeconds(Duration.ofMillis(1)));
    assertEquals(2, HttpAnswers.wholeSeconds(Duration.ofMillis(1_001)));
  }
}
