package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Call;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.slice.CallKey;
import io.faultlore.engine.slice.CallStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where time was added, and where calls failed. An edge counts for both of its ends: a delay at one
 * service slows every edge at it, so in-edges, out-edges and database calls together mark it.
 */
final class TimeEvidence {
  /** Standard deviations beyond which more calls fail than by chance. */
  private static final double FAILING = 3;

  /** Of the calls of a caller that has no trouble with a callee no more than this share fails. */
  private static final double SOUND_SHARE = .02;

  private final Reading reading;
  private final Map<String, Row> rows;
  private final Map<String, Sums> sums = new HashMap<>();

  private TimeEvidence(Reading reading, Map<String, Row> rows) {
    this.reading = reading;
    this.rows = rows;
  }

  /**
   * Where time is spent: in what the service does itself, in calls that only it recorded, in calls
   * that the callee recorded, too, and in calls to the service.
   */
  private enum Part {
    OWN(Sign.OWN_Z, Sign.OWN_ADDED, Sign.OWN_SHIFT, Sign.OWN_PER_REQUEST),
    LEAF(Sign.LEAF_Z, Sign.LEAF_ADDED, Sign.LEAF_SHIFT, Sign.LEAF_PER_REQUEST),
    OUT(Sign.OUT_Z, Sign.OUT_ADDED, Sign.OUT_SHIFT, Sign.OUT_PER_REQUEST),
    IN(Sign.IN_Z, Sign.IN_ADDED, Sign.IN_SHIFT, Sign.IN_PER_REQUEST);

    private final Sign z;
    private final Sign added;
    private final Sign shift;
    private final Sign perRequest;

    Part(Sign z, Sign added, Sign shift, Sign perRequest) {
      this.z = z;
      this.added = added;
      this.shift = shift;
      this.perRequest = perRequest;
    }
  }

  /** Of one part, over all calls. */
  private static final class Times {
    double shift;
    double added;
    double calls;
  }

  /** What was counted, and what was expected. */
  private static final class Tally {
    double count;
    double expected;

    void add(long times, double usually) {
      count += times;
      expected += usually;
    }

    void add(Tally other) {
      count += other.count;
      expected += other.expected;
    }

    double llr() {
      return Scale.llr(count, expected);
    }

    double share(double calls) {
      return Math.clamp((count - expected) / calls, -1, 1);
    }
  }

  /** Per service, what is divided at the end. */
  private static final class Sums {
    final Map<Part, Times> times = new EnumMap<>(Part.class);
    final Tally failedIn = new Tally();
    final Tally missingIn = new Tally();
    final Tally failedOut = new Tally();
    final Map<String, Errors> callers = new HashMap<>();
    int edges;
    int slowEdges;

    Times of(Part part) {
      return times.computeIfAbsent(part, k -> new Times());
    }
  }

  /** Of one caller's calls to one callee. */
  private static final class Errors {
    final Tally failed = new Tally();
    double calls;
    boolean slow;

    /**
     * Whether more of this caller's calls fail than by chance, though no other caller is in
     * trouble, and of at least one many calls would have failed if the callee were the cause.
     */
    boolean isAlone(Collection<Errors> callers) {
      return failed.llr() > FAILING
          && callers.stream().allMatch(other -> other == this || other.isSound())
          && callers.stream()
              .anyMatch(
                  other ->
                      other != this && other.calls * failed.count >= Reading.MISSED_MIN * calls);
    }

    private boolean isSound() {
      return !slow && failed.count <= Math.max(failed.expected, SOUND_SHARE * calls);
    }
  }

  static void read(Reading reading, Map<String, Row> rows) {
    TimeEvidence evidence = new TimeEvidence(reading, rows);
    reading.services().forEach(evidence::readService);
    List.copyOf(evidence.sums.values()).forEach(evidence::shareErrors);
    evidence.sums.forEach(evidence::finish);
  }

  /**
   * Failed calls speak against the callee and for the caller, but not when others call the same
   * callee without trouble: then they are the caller's own.
   */
  private void shareErrors(Sums callee) {
    callee.callers.forEach(
        (caller, errors) -> {
          if (!errors.isAlone(callee.callers.values())) {
            callee.failedIn.add(errors.failed);
            sums(caller).failedOut.add(errors.failed);
          }
        });
  }

  private void readService(String service, ServiceReading sent) {
    for (Call one : sent.calls()) {
      if (one instanceof Call.Made call) {
        Row callee = rows.get(call.key().callee());
        if (callee != null) {
          callee.asked(call.now().count(), call.expectedInTime());
        }
        if (call instanceof Call.Known known) {
          readTime(service, known);
        }
        if (call.key().kind() == CallKey.Kind.LEAF || call.key().kind() == CallKey.Kind.EDGE) {
          chargeErrors(service, call);
        }
      }
    }
  }

  private void readTime(String service, Call.Known call) {
    String callee = call.key().callee();
    double slowed = Scale.compress(call.slower());
    double surely = Scale.compress(call.surelySlower());
    switch (call.key().kind()) {
      case SERVED -> {
        row(service).raise(Sign.SERVED_Z, Scale.compress(call.z()));
        row(service).raise(Sign.FASTER_Z, Scale.compress(-call.z()));
      }
      case OWN -> {
        charge(service, Part.OWN, call);
        row(service).raise(Sign.OWN_TAIL, call.tail());
        row(service).raise(Sign.OWN_SLOWED, slowed);
        row(service).slowed(surely);
      }
      case LEAF, EDGE -> {
        charge(service, call.key().kind() == CallKey.Kind.LEAF ? Part.LEAF : Part.OUT, call);
        edge(service, call);
        if (callee.isEmpty()) {
          row(service).raise(Sign.OWN_SLOWED, slowed);
          row(service).slowed(surely);
        } else {
          row(service).raise(Sign.OUT_SLOWED, slowed);
        }
        if (isOfAnother(service, callee)) {
          charge(callee, Part.IN, call);
          row(callee).raise(Sign.IN_TAIL, call.tail());
          row(callee).raise(Sign.IN_SLOWED, slowed);
          row(callee).slowed(surely);
          edge(callee, call);
        }
      }
    }
  }

  /** Whether the callee is another service of which there is a row. */
  private boolean isOfAnother(String service, String callee) {
    return rows.containsKey(callee) && !callee.equals(service);
  }

  private void charge(String service, Part part, Call.Known call) {
    long n = call.now().count();
    row(service).raise(part.z, Scale.compress(call.z()));
    row(service).raise(part.added, Math.log10(1 + Math.max(0, call.addedMs())));
    Times times = sums(service).of(part);
    times.shift += call.shift() * n;
    times.added += call.addedMs() * n;
    times.calls += n;
  }

  private void edge(String service, Call.Known call) {
    Sums sum = sums(service);
    sum.edges++;
    sum.slowEdges += call.isSlow() ? 1 : 0;
  }

  private void chargeErrors(String service, Call.Made call) {
    CallStats now = call.now();
    CallKey key = call.key();
    if (!isOfAnother(service, key.callee())) {
      sums(service).failedOut.add(now.errors(), call.failedExpected());
    } else {
      Sums callee = sums(key.callee());
      Errors errors = callee.callers.computeIfAbsent(service, k -> new Errors());
      errors.calls += now.count();
      errors.failed.add(now.errors(), call.failedExpected());
      errors.slow |= call.isSlow();
      callee.missingIn.add(now.missing(), call.missingExpected());
      if (key.kind() == CallKey.Kind.LEAF && now.missing() > 0) {
        callee.of(Part.IN).calls += now.count();
      }
    }
  }

  private void finish(String service, Sums sum) {
    Row row = row(service);
    Pane window = reading.window();
    double requests = Math.max(1, window.of(service).traces().requests() * window.keptShare());
    sum.times.forEach(
        (part, times) -> {
          row.set(part.shift, times.shift / times.calls);
          double per = times.added / (part == Part.IN ? times.calls : requests);
          row.set(part.perRequest, Math.signum(per) * Math.log10(1 + Math.abs(per)));
        });
    row.set(Sign.BREADTH, sum.edges == 0 ? 0 : (double) sum.slowEdges / sum.edges);
    double outward = Math.max(row.get(Sign.LEAF_SHIFT), row.get(Sign.OUT_SHIFT));
    row.set(Sign.BOTH_SIDES, Math.max(0, Math.min(row.get(Sign.IN_SHIFT), outward)));
    row.set(Sign.OUT_ERROR_LLR, Scale.compress(sum.failedOut.llr()));
    row.set(Sign.IN_ERROR_LLR, Scale.compress(sum.failedIn.llr()));
    row.set(Sign.IN_MISSING_LLR, Scale.compress(sum.missingIn.llr()));
    Times in = sum.times.get(Part.IN);
    if (in != null) {
      row.set(Sign.IN_ERROR_SHARE, sum.failedIn.share(in.calls));
      row.set(Sign.IN_MISSING_SHARE, sum.missingIn.share(in.calls));
    }
  }

  private Row row(String service) {
    return Objects.requireNonNull(rows.get(service));
  }

  private Sums sums(String service) {
    return sums.computeIfAbsent(service, k -> new Sums());
  }
}
