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

  /** Failed calls that are missing elsewhere: so many are absent by chance once in 150 times. */
  private static final double MISSED_MIN = 5;

  /** Of the calls of a caller that has no trouble with a callee no more than this share fails. */
  private static final double SOUND_SHARE = .02;

  private final Reading reading;
  private final Map<String, Row> rows;
  private final Map<String, Sums> sums = new HashMap<>();

  private TimeEvidence(Reading reading, Map<String, Row> rows) {
    this.reading = reading;
    this.rows = rows;
  }

  /** Per service, what is divided at the end. */
  private static final class Sums {
    final double[] shift = new double[4];
    final double[] added = new double[4];
    final double[] calls = new double[4];
    int edges;
    int slowEdges;
    double errorsIn;
    double errorsInExpected;
    double missingIn;
    double missingInExpected;
    double errorsOut;
    double errorsOutExpected;
    final Map<String, Errors> callers = new HashMap<>();
  }

  /** Of one caller's calls to one callee. */
  private static final class Errors {
    double calls;
    double failed;
    double expected;
    boolean slow;

    /**
     * Whether more of this caller's calls fail than by chance, though no other caller is in
     * trouble, and of at least one many calls would have failed if the callee were the cause.
     */
    boolean isAlone(Collection<Errors> callers) {
      return Scale.llr(failed, expected) > FAILING
          && callers.stream().allMatch(other -> other == this || other.isSound())
          && callers.stream()
              .anyMatch(other -> other != this && other.calls * failed >= MISSED_MIN * calls);
    }

    private boolean isSound() {
      return !slow && failed <= Math.max(expected, SOUND_SHARE * calls);
    }
  }

  private static final Sign[] Z = {Sign.OWN_Z, Sign.LEAF_Z, Sign.OUT_Z, Sign.IN_Z};
  private static final Sign[] ADDED = {
    Sign.OWN_ADDED, Sign.LEAF_ADDED, Sign.OUT_ADDED, Sign.IN_ADDED
  };
  private static final Sign[] SHIFT = {
    Sign.OWN_SHIFT, Sign.LEAF_SHIFT, Sign.OUT_SHIFT, Sign.IN_SHIFT
  };
  private static final Sign[] PER_REQUEST = {
    Sign.OWN_PER_REQUEST, Sign.LEAF_PER_REQUEST, Sign.OUT_PER_REQUEST, Sign.IN_PER_REQUEST
  };

  /** Place in these arrays of what the service did itself. */
  private static final int OWN = 0;

  /** Of calls that only the service recorded. */
  private static final int LEAF = 1;

  /** Of calls that the callee recorded, too. */
  private static final int OUT = 2;

  /** Of calls to the service. */
  private static final int IN = 3;

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
            callee.errorsIn += errors.failed;
            callee.errorsInExpected += errors.expected;
            sums(caller).errorsOut += errors.failed;
            sums(caller).errorsOutExpected += errors.expected;
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
        charge(service, OWN, call);
        row(service).raise(Sign.OWN_TAIL, call.tail());
        row(service).raise(Sign.OWN_SLOWED, slowed);
        row(service).slowed(surely);
      }
      case LEAF, EDGE -> {
        charge(service, call.key().kind() == CallKey.Kind.LEAF ? LEAF : OUT, call);
        edge(service, call);
        if (callee.isEmpty()) {
          row(service).raise(Sign.OWN_SLOWED, slowed);
          row(service).slowed(surely);
        } else {
          row(service).raise(Sign.OUT_SLOWED, slowed);
        }
        if (isOfAnother(service, callee)) {
          charge(callee, IN, call);
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

  private void charge(String service, int kind, Call.Known call) {
    Sums sum = sums(service);
    long n = call.now().count();
    row(service).raise(Z[kind], Scale.compress(call.z()));
    row(service).raise(ADDED[kind], Math.log10(1 + Math.max(0, call.addedMs())));
    sum.shift[kind] += call.shift() * n;
    sum.added[kind] += call.addedMs() * n;
    sum.calls[kind] += n;
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
      Sums caller = sums(service);
      caller.errorsOut += now.errors();
      caller.errorsOutExpected += call.failedExpected();
    } else {
      Sums callee = sums(key.callee());
      Errors errors = callee.callers.computeIfAbsent(service, k -> new Errors());
      errors.calls += now.count();
      errors.failed += now.errors();
      errors.expected += call.failedExpected();
      errors.slow |= call.isSlow();
      callee.missingIn += now.missing();
      callee.missingInExpected += call.missingExpected();
      callee.calls[IN] += key.kind() == CallKey.Kind.LEAF && now.missing() > 0 ? now.count() : 0;
    }
  }

  private void finish(String service, Sums sum) {
    Row row = row(service);
    Pane window = reading.window();
    double requests = Math.max(1, window.of(service).traces().requests() * window.keptShare());
    for (int kind = OWN; kind <= IN; kind++) {
      if (sum.calls[kind] > 0) {
        row.set(SHIFT[kind], sum.shift[kind] / sum.calls[kind]);
        double per = sum.added[kind] / (kind == IN ? sum.calls[kind] : requests);
        row.set(PER_REQUEST[kind], Math.signum(per) * Math.log10(1 + Math.abs(per)));
      }
    }
    row.set(Sign.BREADTH, sum.edges == 0 ? 0 : (double) sum.slowEdges / sum.edges);
    double outward = Math.max(row.get(Sign.LEAF_SHIFT), row.get(Sign.OUT_SHIFT));
    row.set(Sign.BOTH_SIDES, Math.max(0, Math.min(row.get(Sign.IN_SHIFT), outward)));
    row.set(Sign.OUT_ERROR_LLR, Scale.compress(Scale.llr(sum.errorsOut, sum.errorsOutExpected)));
    row.set(Sign.IN_ERROR_LLR, Scale.compress(Scale.llr(sum.errorsIn, sum.errorsInExpected)));
    row.set(Sign.IN_MISSING_LLR, Scale.compress(Scale.llr(sum.missingIn, sum.missingInExpected)));
    if (sum.calls[IN] > 0) {
      row.set(Sign.IN_ERROR_SHARE, share(sum.errorsIn, sum.errorsInExpected, sum.calls[IN]));
      row.set(Sign.IN_MISSING_SHARE, share(sum.missingIn, sum.missingInExpected, sum.calls[IN]));
    }
  }

  private static double share(double count, double expected, double calls) {
    return Math.clamp((count - expected) / calls, -1, 1);
  }

  private Row row(String service) {
    return Objects.requireNonNull(rows.get(service));
  }

  private Sums sums(String service) {
    return sums.computeIfAbsent(service, k -> new Sums());
  }
}
