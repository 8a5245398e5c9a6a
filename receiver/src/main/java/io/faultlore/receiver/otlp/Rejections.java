package io.faultlore.receiver.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts rejected records and keeps the first reasons for the sender. */
final class Rejections {
  /** Enough for a person to see what is wrong; a batch seldom has more kinds of mistakes. */
  static final int REASONS_MAX = 3;

  private final Map<String, Integer> countByReason = new LinkedHashMap<>();
  private int count;
  private String warning = "";

  void add(String reason) {
    count++;
    if (countByReason.containsKey(reason) || countByReason.size() < REASONS_MAX) {
      countByReason.merge(reason, 1, Integer::sum);
    }
  }

  void warn(String text) {
    warning = text;
  }

  int count() {
    return count;
  }

  /** For instance {@code 3 of the spans: trace id is not 16 bytes}; empty when all is well. */
  String message(SignalKind kind) {
    if (count == 0) {
      return warning;
    }
    return countByReason.entrySet().stream()
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .collect(
            Collectors.joining("; ", "rejected " + count + " of the " + noun(kind) + ": ", ""));
  }

  private static String noun(SignalKind kind) {
    return switch (kind) {
      case TRACES -> "spans";
      case METRICS -> "metric points";
      case LOGS -> "log records";
    };
  }
}
