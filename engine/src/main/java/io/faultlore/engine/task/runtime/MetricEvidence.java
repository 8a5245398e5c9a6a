package io.faultlore.engine.task.runtime;

import io.faultlore.engine.read.Measured;
import io.faultlore.engine.read.ServiceReading;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Series;
import io.faultlore.engine.task.runtime.Evidence.Row;

/** How far a service's metric series lie from their usual level. */
final class MetricEvidence {
  /** No more CPUs than this are used; what is larger is no utilisation. */
  private static final double CPUS_MAX = 64;

  /** Restarts in a window beyond which more of them say no more. */
  private static final int RESTARTS_MAX = 3;

  private MetricEvidence() {}

  static void read(ServiceReading reading, Row row) {
    for (Measured one : reading.measured()) {
      switch (one) {
        case Measured.Level level -> readLevel(level, row);
        case Measured.Sending sending -> {
          row.set(Sign.RESTARTS, Math.min(RESTARTS_MAX, sending.restarts()));
          row.set(Sign.METRICS_GONE, sending.gone() ? 1 : 0);
        }
        case Measured.Restarted _ -> {} // of instances
      }
    }
  }

  private static void readLevel(Measured.Level level, Row row) {
    Series.Aspect aspect = level.series().aspect();
    double z = Scale.compress(level.z());
    switch (aspect) {
      case CPU -> raise(row, Sign.CPU_UP, Sign.CPU_DOWN, z);
      case MEMORY -> raise(row, Sign.MEMORY_UP, Sign.MEMORY_DOWN, z);
      case NETWORK -> raise(row, Sign.NETWORK_UP, Sign.NETWORK_DOWN, z);
      case CLIENT -> raise(row, Sign.CLIENT_UP, Sign.CLIENT_DOWN, z);
      case SERVER -> raise(row, Sign.SERVER_UP, Sign.SERVER_DOWN, z);
      case RATE -> raise(row, Sign.RATE_UP, Sign.RATE_DOWN, z);
      case WAITING -> raise(row, Sign.WAITING_UP, Sign.WAITING_DOWN, z);
      case DISK, OTHER -> raise(row, Sign.OTHER_UP, Sign.OTHER_DOWN, z);
    }
    if (level.isUsedUp()) {
      row.raise(Sign.USED_UP, Math.min(1, level.share()));
    }
    double median = level.usual().median();
    if (aspect == Series.Aspect.CPU && Math.abs(median) < CPUS_MAX) {
      row.raise(Sign.CPU_SHIFT, Math.min(1, level.value() - median));
    }
  }

  private static void raise(Row row, Sign up, Sign down, double z) {
    row.raise(up, z);
    row.raise(down, -z);
  }
}
