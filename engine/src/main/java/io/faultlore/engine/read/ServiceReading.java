package io.faultlore.engine.read;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.ServicePane;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was compared of one service.
 *
 * @param sent bit 0 metrics, bit 1 traces, bit 2 logs were sent in the window
 * @param known likewise, in the window or in any of its usual minutes
 * @param calls what it does itself and calls
 * @param successions what followed what
 * @param logged levels and texts; none where no logs were recorded
 * @param measured series, and who sends them
 */
public record ServiceReading(
    int sent,
    int known,
    Requests requests,
    List<Call> calls,
    List<Succession> successions,
    List<Logged> logged,
    List<Measured> measured) {
  public ServiceReading {
    calls = List.copyOf(calls);
    successions = List.copyOf(successions);
    logged = List.copyOf(logged);
    measured = List.copyOf(measured);
  }

  static ServiceReading of(String service, Pane window, Baselines usual) {
    ServicePane now = window.of(service);
    return new ServiceReading(
        now.modalities(),
        known(service, now, usual),
        Requests.of(service, window, usual),
        Call.of(service, window, usual),
        Succession.of(service, window, usual),
        Logged.of(service, window, usual),
        Measured.of(service, window, usual));
  }

  private static int known(String service, ServicePane sent, Baselines usual) {
    boolean metrics =
        !sent.metrics().series().isEmpty() || usual.metrics(service).sentInAnyMinute();
    boolean traces = sent.traces().spans() + usual.traces(service).all().spans() > 0;
    boolean logs = sent.logs().records() + usual.logs(service).all().records() > 0;
    return (metrics ? 1 : 0) | (traces ? 2 : 0) | (logs ? 4 : 0);
  }

  /** Everything. */
  public Stream<Compared> compared() {
    return Stream.of(List.of(requests), calls, successions, logged, measured).flatMap(List::stream);
  }

  /** 0 when it is not known. */
  static double ratio(double now, double before) {
    return before == 0 ? 0 : now / before;
  }
}
