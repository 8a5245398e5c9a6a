package io.faultlore.engine.read;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.LogBaseline;
import io.faultlore.engine.slice.MetricBaseline;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.ServicePane;
import io.faultlore.engine.slice.TraceBaseline;
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
 * @param clocks of instances that have jumped
 */
public record ServiceReading(
    int sent,
    int known,
    Requests requests,
    List<Call> calls,
    List<Succession> successions,
    List<Logged> logged,
    List<Measured> measured,
    List<Clock> clocks) {
  public ServiceReading {
    calls = List.copyOf(calls);
    successions = List.copyOf(successions);
    logged = List.copyOf(logged);
    measured = List.copyOf(measured);
    clocks = List.copyOf(clocks);
  }

  static ServiceReading of(String service, Pane window, Baselines usual) {
    ServicePane now = window.of(service);
    TraceBaseline traces = usual.traces(service);
    LogBaseline logs = usual.logs(service);
    MetricBaseline metrics = usual.metrics(service);
    boolean logged = window.loggedSeconds() > 0 && logs.minutes() > 0;
    return new ServiceReading(
        now.modalities(),
        (now.metrics().series().isEmpty() && !metrics.sentInAnyMinute() ? 0 : 1)
            | (now.traces().spans() + traces.all().spans() == 0 ? 0 : 2)
            | (now.logs().records() + logs.all().records() == 0 ? 0 : 4),
        Requests.of(now.traces(), traces, window),
        Call.of(now.traces(), traces, window),
        Succession.of(now.traces(), traces),
        Logged.of(now.logs(), logs.all(), logged ? usual.logsExpectedPer(service, window) : 0),
        Measured.of(now, metrics, window.measuredSeconds()),
        Clock.of(now));
  }

  /** Everything. */
  public Stream<Compared> compared() {
    return Stream.of(List.of(requests), calls, successions, logged, measured, clocks)
        .flatMap(List::stream);
  }

  /** 0 when it is not known. */
  static double ratio(double now, double before) {
    return before == 0 ? 0 : now / before;
  }
}
