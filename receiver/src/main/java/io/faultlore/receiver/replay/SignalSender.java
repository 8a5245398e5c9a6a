package io.faultlore.receiver.replay;

import io.faultlore.engine.signal.Signal;
import io.faultlore.receiver.otlp.OtlpEncoder;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Sends simulated signals to an OTLP endpoint, as a Collector would: in requests of one kind each,
 * sent again until they are taken or refused. Used by one thread.
 */
public final class SignalSender {
  /** A Collector's batches are of this order. */
  private static final int REQUEST_ITEMS_MAX = 5_000;

  private final URI endpoint;
  private final Delivery delivery;
  private final ReplaySummary summary = new ReplaySummary();

  /** A sender to an OTLP/HTTP endpoint of scheme http or https. */
  public SignalSender(URI endpoint, Duration giveUpAfter, Pace pace, RandomGenerator jitter) {
    this.endpoint = endpoint;
    this.delivery =
        new Delivery(OtlpClient.http(endpoint, true), giveUpAfter, pace, jitter, summary, () -> {});
  }

  /**
   * Returns when the fate of all is known.
   *
   * @throws IOException when something was neither taken nor refused for too long
   */
  public void send(List<Signal> signals) throws IOException, InterruptedException {
    Map<SignalKind, List<Signal>> kinds = new EnumMap<>(SignalKind.class);
    for (Signal signal : signals) {
      kinds.computeIfAbsent(OtlpEncoder.kindOf(signal), none -> new ArrayList<>()).add(signal);
    }
    List<Delivery.InFlight> inFlight = new ArrayList<>();
    for (Map.Entry<SignalKind, List<Signal>> entry : kinds.entrySet()) {
      List<Signal> all = entry.getValue();
      for (int from = 0; from < all.size(); from += REQUEST_ITEMS_MAX) {
        List<Signal> some = all.subList(from, Math.min(all.size(), from + REQUEST_ITEMS_MAX));
        byte[] body = OtlpEncoder.protobuf(some);
        inFlight.add(delivery.begin(entry.getKey(), body, some.size()));
      }
    }
    for (Delivery.InFlight request : inFlight) {
      delivery.finish(request);
    }
    if (summary.lost() > 0) {
      throw new IOException("cannot send to %s: %s".formatted(endpoint, summary.anyReason()));
    }
  }

  /** Records that the receiver took. */
  public long accepted() {
    return summary.accepted();
  }
}
