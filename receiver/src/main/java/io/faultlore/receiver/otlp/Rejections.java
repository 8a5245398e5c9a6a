package io.faultlore.receiver.otlp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts what a request held and nobody will use, and keeps the first reasons for the sender. */
final class Rejections {
  /** Enough for a person to see what is wrong; a batch seldom has more kinds of mistakes. */
  static final int REASONS_MAX = 3;

  /** A name that is told; longer or other ones may be payload, which is never quoted. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w{0,47}");

  private final Map<LeftOut, Integer> counts = new EnumMap<>(LeftOut.class);
  private final Map<String, Integer> countByReason = new LinkedHashMap<>();
  private final Set<String> unknownFields = new LinkedHashSet<>();

  void add(InvalidRecordException invalid) {
    leaveOut(invalid.why());
    String reason = invalid.reason();
    if (countByReason.containsKey(reason) || countByReason.size() < REASONS_MAX) {
      countByReason.merge(reason, 1, Integer::sum);
    }
  }

  /** Counts what needs no word to the sender. */
  void leaveOut(LeftOut why) {
    counts.merge(why, 1, Integer::sum);
  }

  /** A field at a place where records are held: there may have been some in it. */
  void unknownField(String name) {
    leaveOut(LeftOut.UNKNOWN_FIELD);
    if (unknownFields.size() < REASONS_MAX) {
      unknownFields.add(NAME.matcher(name).matches() ? name : "one with an odd name");
    }
  }

  Map<LeftOut, Integer> counts() {
    return counts;
  }

  /**
   * For instance {@code rejected 3 of the spans: 3 x no time}; empty when all is well.
   *
   * @param found whether the request held any record
   */
  String message(SignalKind kind, boolean found) {
    List<String> parts = new ArrayList<>(2);
    int rejected = Decoded.rejected(counts);
    if (rejected > 0) {
      parts.add(
          countByReason.entrySet().stream()
              .map(entry -> entry.getValue() + " x " + entry.getKey())
              .collect(
                  Collectors.joining(
                      "; ", "rejected " + rejected + " of the " + noun(kind) + ": ", "")));
    }
    if (!unknownFields.isEmpty()) {
      parts.add(
          (found || rejected > 0 ? "" : "no " + noun(kind) + " were found; ")
              + "fields that an OTLP request of "
              + kind.word()
              + " does not have were left out: "
              + String.join(", ", unknownFields));
    }
    return String.join("; ", parts);
  }

  private static String noun(SignalKind kind) {
    return switch (kind) {
      case TRACES -> "spans";
      case METRICS -> "metric points";
      case LOGS -> "log records";
    };
  }
}
