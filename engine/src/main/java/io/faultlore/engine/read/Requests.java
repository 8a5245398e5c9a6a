package io.faultlore.engine.read;

import static io.faultlore.engine.read.ServiceReading.ratio;

import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.slice.TraceStats;

/**
 * The requests that a service served.
 *
 * @param known whether spans were recorded, of whomever, both now and in its usual minutes
 * @param count how many came
 * @param expected how many usually come in such a time; 0 when not known
 * @param failed how many of them failed
 * @param failedShare the share that usually fails
 * @param failedExpected how many of as many usually fail
 * @param origins errors that began here
 * @param originsExpected in as many requests
 * @param told whether at least some say how they ended
 * @param kept share of the traces that were read: weighted counts are no surer than what was
 *     counted
 */
public record Requests(
    boolean known,
    long count,
    double expected,
    long failed,
    double failedShare,
    double failedExpected,
    long origins,
    double originsExpected,
    boolean told,
    double kept)
    implements Compared {

  static Requests of(TraceStats now, TraceBaseline usual, Pane window) {
    TraceStats before = usual.all();
    double served = before.requests();
    double perRequest = ratio((double) now.requests(), served);
    return new Requests(
        window.tracedSeconds() > 0 && usual.seconds() > 0,
        now.requests(),
        ratio(served, usual.seconds()) * window.tracedSeconds(),
        now.errors(),
        ratio((double) before.errors(), served),
        before.errors() * perRequest,
        now.errorOrigins(),
        before.errorOrigins() * perRequest,
        now.toldRequests() + before.toldRequests() > 0,
        window.keptShare());
  }

  /** More or fewer requests than expected. */
  public double llr() {
    return Scale.llr(count * kept, expected * kept);
  }

  public double failedLlr() {
    return Scale.llr((double) failed, failedExpected);
  }

  public double originsLlr() {
    return Scale.llr(origins * kept, originsExpected * kept);
  }

  /** There are none, and not by chance. */
  public boolean isGone() {
    return count == 0 && expected * kept >= Reading.MISSED_MIN;
  }
}
