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
      }
    }
  }

  private static void readLevel(Measured.Level level, Row row) {
    Series.Aspect aspect = level.series().aspect();
    double z = Scale.compress(level.z());
    row.raise(up(aspect), z);
    row.raise(down(aspect), -z);
    double median = level.usual().median();
    if (aspect == Series.Aspect.CPU && Math.abs(median) < CPUS_MAX) {
      row.raise(Sign.CPU_SHIFT, Math.min(1, level.value() - median));
    }
  }

  private static Sign up(Series.Aspect aspect) {
    return switch (aspect) {
      case CPU -> Sign.CPU_UP;
      case MEMORY -> Sign.MEMORY_UP;
      case NETWORK -> Sign.NETWORK_UP;
      case CLIENT -> Sign.CLIENT_UP;
      case SERVER -> Sign.SERVER_UP;
      case RATE -> Sign.RATE_UP;
      case WAITING -> Sign.WAITING_UP;
      case DISK, OTHER -> Sign.OTHER_UP;
    };
  }

  private static Sign down(Series.Aspect aspect) {
    return switch (aspect) {
      case CPU -> Sign.CPU_DOWN;
      case MEMORY -> Sign.MEMORY_DOWN;
      case NETWORK -> Sign.NETWORK_DOWN;
      case CLIENT -> Sign.CLIENT_DOWN;
      case SERVER -> Sign.SERVER_DOWN;
      case RATE -> Sign.RATE_DOWN;
      case WAITING -> Sign.WAITING_DOWN;
      case DISK, OTHER -> Sign.OTHER_DOWN;
    };
  }
}
