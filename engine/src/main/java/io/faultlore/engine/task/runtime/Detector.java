package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Robust;
import io.faultlore.engine.slice.ServicePane;
import io.faultlore.engine.slice.TraceBaseline;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.State;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores every service in every window. The threshold of a service is where an operator would want
 * to know, raised to what the service's own usual windows reach once in a while (conformal
 * quantile). After a failure the habits are not updated with its windows.
 */
final class Detector {
  /** Four hours of slices at the default stride would be 960; the last hour follows the day. */
  private static final int HABIT_SLICES = 240;

  /** Two minutes late: the growing start of a failure must not raise its own threshold. */
  private static final int FRESH_SLICES = 8;

  /** Slices before a habit can raise a threshold. */
  private static final int HABIT_MIN = 20;

  /** With fewer nothing is usual yet, and so nothing can be unusual. */
  private static final int MINUTES_MIN = 2;

  /** With this many usual minutes a baseline is as good as the prior threshold assumes. */
  private static final int MINUTES_SURE = 8;

  /** What is not sure in one window is in so many: two minutes of them at the default stride. */
  private static final int LASTING_SLICES = 8;

  /** Score of the last and mean of all of them from which on it is; more than metrics reach. */
  private static final double LASTING = .85;

  /** Of a rush so much is left a slice later: half after a minute. */
  private static final double RUSH_KEPT = .85;

  private final double falseAlarmShare;
  private final Map<String, Habit> habits;

  /**
   * @param servicesMax habits of more are not remembered: who was not judged longest is forgotten
   */
  Detector(double falseAlarmShare, int servicesMax) {
    this.falseAlarmShare = falseAlarmShare;
    this.habits =
        new LinkedHashMap<>(16, .75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Habit> eldest) {
            return size() > servicesMax;
          }
        };
  }

  /** A window that is no habit yet. */
  private record Fresh(long endUnixNano, Strength strength) {}

  /** The strengths of a service's past usual windows, and the thresholds they ask for. */
  private static final class Habit {
    final Deque<Fresh> fresh = new ArrayDeque<>();
    final Deque<Double> lately = new ArrayDeque<>();
    final Deque<Strength> past = new ArrayDeque<>();
    double traces = 1;
    double logs = 1;
    double metrics = 1;
    int sinceFit;
    double busier = 1;

    void learn(Judged usual, double share) {
      fresh.addLast(new Fresh(usual.verdict().endUnixNano(), usual.strength()));
      if (fresh.size() <= FRESH_SLICES) {
        return;
      }
      past.addLast(fresh.removeFirst().strength());
      if (past.size() > HABIT_SLICES) {
        past.removeFirst();
      }
      if (past.size() >= HABIT_MIN && ++sinceFit >= 4) {
        sinceFit = 0;
        traces = threshold(past.stream().mapToDouble(Strength::traces).toArray(), share);
        logs = threshold(past.stream().mapToDouble(Strength::logs).toArray(), share);
        metrics = threshold(past.stream().mapToDouble(Strength::metrics).toArray(), share);
      }
    }

    /**
     * The score of a window, or what it and those before it tell together where it alone is not
     * sure. Two in a row that are beyond doubt do not speak for what comes after them.
     *
     * @param starting a process that was just started may be slow for minutes without harm
     */
    double lasting(double score, boolean starting) {
      boolean sure = score >= 1 && !lately.isEmpty() && lately.getLast() >= 1;
      if (starting || sure) {
        lately.clear();
      }
      if (starting) {
        return score;
      }
      lately.addLast(Math.min(1, score));
      if (lately.size() > LASTING_SLICES) {
        lately.removeFirst();
      }
      double mean = lately.stream().mapToDouble(Double::doubleValue).sum() / LASTING_SLICES;
      return Math.min(score, mean) >= LASTING ? Math.max(score, mean / LASTING) : score;
    }

    /** Queues and averages tell of a rush for some time after it. */
    double stillBusier(double now) {
      busier = Math.max(now, 1 + RUSH_KEPT * (busier - 1));
      return busier;
    }

    private static double threshold(double[] usual, double share) {
      return Math.clamp(1.1 * Robust.quantile(usual, 1 - share), 1, 2);
    }
  }

  /**
   * Judges every service that has a row.
   *
   * @param distances how far each service's state lies from its history, for the verdict
   */
  List<Judged> judge(
      Reading reading, Map<String, Row> rows, Map<String, Double> distances, long emitted) {
    List<Judged> judged = new ArrayList<>();
    rows.forEach(
        (service, row) -> {
          double distance = distances.getOrDefault(service, 0.0);
          judged.add(judge(service, row, reading, distance, emitted));
        });
    return judged;
  }

  /** The service had no part in a failure: what the window showed is its habit. */
  void learn(Judged usual) {
    if (usual.verdict().state() != State.SILENT) {
      habits.computeIfAbsent(usual.service(), k -> new Habit()).learn(usual, falseAlarmShare);
    }
  }

  /** A failure goes on since then: what was seen of it before it was noticed is no habit. */
  void failing(Set<String> services, long onsetUnixNano) {
    for (String service : services) {
      Habit habit = habits.get(service);
      if (habit != null) {
        habit.fresh.removeIf(window -> window.endUnixNano > onsetUnixNano);
      }
    }
  }

  private Judged judge(String service, Row row, Reading reading, double distance, long emitted) {
    Pane window = reading.window();
    Baselines usual = reading.usual();
    Habit habit = habits.computeIfAbsent(service, k -> new Habit());
    row.wasBusier(habit.stillBusier(row.busier()));
    Strength strength = Strength.of(row);
    int minutes = usual.minutes(service);
    double caution = 1 + Math.max(0, MINUTES_SURE - minutes) / (double) MINUTES_SURE;
    double traces = strength.traces() / (habit.traces * caution);
    double logs = strength.logs() / (habit.logs * caution);
    double metrics = strength.metrics() / (habit.metrics * caution);
    double alone = minutes < MINUTES_MIN ? 0 : together(traces, logs, metrics);
    double score = habit.lasting(alone, row.isStarting());
    ServicePane sent = window.of(service);
    State state = state(score, minutes, sent.isSilent() && row.asked() == 0);
    return new Judged(
        service,
        row,
        strength,
        isUnseen(service, row, window, usual),
        alone < 1 && score >= 1 ? LASTING_SLICES - 1 : 0,
        new SliceVerdict(
            service,
            window.startUnixNano(),
            window.endUnixNano(),
            emitted,
            score,
            state,
            metrics,
            traces,
            logs,
            distance));
  }

  /** Whether nobody asked anything of a service that is usually asked something in such a time. */
  private static boolean isUnseen(String service, Row row, Pane window, Baselines usual) {
    TraceBaseline baseline = usual.traces(service);
    double perSecond = baseline.seconds() == 0 ? 0 : baseline.all().requests() / baseline.seconds();
    // By the clock: where no request of anybody was recorded, nothing says that all is well again.
    double seconds = (window.endUnixNano() - window.startUnixNano()) / 1e9;
    return row.asked() == 0 && perSecond * seconds >= 1;
  }

  /** Modalities that speak up together are heard: their 4-norm, near the maximum. */
  private static double together(double traces, double logs, double metrics) {
    return Math.pow(Math.pow(traces, 4) + Math.pow(logs, 4) + Math.pow(metrics, 4), .25);
  }

  private static State state(double score, int minutes, boolean silent) {
    if (minutes < MINUTES_MIN) {
      return State.LEARNING;
    }
    if (score >= 1) {
      return State.ANOMALOUS;
    }
    if (silent) {
      return State.SILENT;
    }
    return score >= .7 ? State.DEGRADED : State.NORMAL;
  }
}
