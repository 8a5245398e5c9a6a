package io.faultlore.receiver.replay;

import io.faultlore.receiver.otlp.SignalKind;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a replay sent and what became of it, per signal. */
final class ReplaySummary {
  /** More different reasons than a person reads. */
  private static final int REASONS_MAX = 10;

  private final Map<SignalKind, Counts> counts = new EnumMap<>(SignalKind.class);
  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private String lastTrouble = "";

  /** Items, but for {@code retries}, which are requests sent again. */
  private static final class Counts {
    private long sent;
    private long accepted;
    private long rejected;
    private long lost;
    private long retries;
  }

  private Counts of(SignalKind kind) {
    return counts.computeIfAbsent(kind, absent -> new Counts());
  }

  void delivered(SignalKind kind, int items, Reply.Delivered reply) {
    Counts of = of(kind);
    of.sent += items;
    of.accepted += items - reply.rejected();
    of.rejected += reply.rejected();
    if (!reply.message().isEmpty()) {
      note("receiver says: " + reply.message());
    }
    lastTrouble = "";
  }

  void lost(SignalKind kind, int items, String reason) {
    Counts of = of(kind);
    of.sent += items;
    of.lost += items;
    note(reason);
    lastTrouble = "";
  }

  void retried(SignalKind kind, String reason) {
    of(kind).retries++;
    lastTrouble = reason;
  }

  /** Why something was refused or lost; empty when nothing was. */
  String anyReason() {
    return reasons.keySet().stream().findFirst().orElse("");
  }

  private void note(String reason) {
    if (reasons.size() < REASONS_MAX || reasons.containsKey(reason)) {
      reasons.merge(reason, 1L, Long::sum);
    }
  }

  /** Why the request under way has to wait; the empty string when it has not. */
  String trouble() {
    return lastTrouble;
  }

  long items() {
    return counts.values().stream().mapToLong(of -> of.sent).sum();
  }

  long accepted() {
    return counts.values().stream().mapToLong(of -> of.accepted).sum();
  }

  long lost() {
    return counts.values().stream().mapToLong(of -> of.lost).sum();
  }

  boolean isComplete() {
    return counts.values().stream().allMatch(of -> of.rejected == 0 && of.lost == 0);
  }

  void print(PrintWriter out, double seconds) {
    out.printf(
        "%-8s %12s %12s %10s %14s %8s%n",
        "", "sent", "accepted", "rejected", "not delivered", "retries");
    counts.forEach(
        (kind, of) ->
            out.printf(
                "%-8s %,12d %,12d %,10d %,14d %,8d%n",
                kind.word(), of.sent, of.accepted, of.rejected, of.lost, of.retries));
    reasons.forEach((reason, requests) -> out.printf("%,d requests: %s%n", requests, reason));
    out.printf("%,d records in %.1f s%n", items(), seconds);
    out.flush();
  }
}
