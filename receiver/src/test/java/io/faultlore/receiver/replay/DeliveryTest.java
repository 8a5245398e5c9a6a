package io.faultlore.receiver.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeliveryTest {
  @Test
  @Timeout(10)
  void anAnswerThatNeverComesCanBeInterrupted() {
    OtlpClient silent = (kind, body) -> new CompletableFuture<>();
    Delivery delivery =
        new Delivery(
            silent,
            Duration.ofSeconds(20),
            Pace.real(),
            new SplittableRandom(1),
            new ReplaySummary(),
            () -> {});
    Delivery.InFlight request = delivery.begin(SignalKind.TRACES, new byte[0], 1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> delivery.finish(request));
  }
}
