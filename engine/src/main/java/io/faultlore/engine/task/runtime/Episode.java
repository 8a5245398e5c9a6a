package io.faultlore.engine.task.runtime;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** A failure while it lasts; changed only by {@link Episodes}. */
final class Episode {
  /** After this time what was a failure, but harms nobody, is the new normal. */
  private static final long CHRONIC_NANOS = 30 * 60_000_000_000L;

  /** A member is among the worst with this share of the highest score. */
  private static final double AMONG_WORST = .7;

  final long onset;
  final long detected;

  /** Under which it is reported; given with its first report. */
  String id = "";

  private final Map<String, Peak> members = new TreeMap<>();
  private final Set<String> others = new TreeSet<>();
  private long last;
  private boolean quiet;
  private boolean awaited;
  private int slices;

  /**
   * The worst of a member.
   *
   * @param failing the largest share of its requests, or of the calls to it, that failed
   */
  private record Peak(double score, double failing) {
    Peak worse(Peak other) {
      return new Peak(Math.max(score, other.score), Math.max(failing, other.failing));
    }
  }

  Episode(long onset, long detected) {
    this.onset = onset;
    this.detected = detected;
    this.last = onset;
  }

  void grow(Iterable<Judged> anomalous, long windowEnd) {
    for (Judged one : anomalous) {
      members.merge(
          one.service(), new Peak(one.verdict().score(), one.row().failing()), Peak::worse);
    }
    last = Math.max(last, windowEnd);
    quiet = false;
    awaited = false;
    slices++;
  }

  /** Meanwhile there is another failure. */
  void isBeside(Episode other) {
    others.addAll(other.members());
  }

  /**
   * Whether the service may have to do with it: not when it has a part in another failure, or may
   * have to do with that and not with this.
   *
   * @param near whether two services may suffer from the same failure
   */
  boolean concerns(String service, BiPredicate<String, String> near) {
    return has(service)
        || others.stream().noneMatch(other -> other.equals(service) || near.test(other, service))
        || (!others.contains(service)
            && members().stream().anyMatch(member -> near.test(member, service)));
  }

  void quieten() {
    quiet = true;
  }

  /** It would be over, if those who had it worst were seen to be well. */
  void await() {
    awaited = true;
  }

  /** Whether it only stays open because nothing was seen of those who had it worst. */
  boolean isAwaited() {
    return awaited;
  }

  /** The last anomalous moment. */
  long last() {
    return last;
  }

  /** Whether it has shown no more sign since then. */
  boolean isQuiet() {
    return quiet;
  }

  /** Anomalous windows so far. */
  int slices() {
    return slices;
  }

  /** Every service that was anomalous. */
  Set<String> members() {
    return members.keySet();
  }

  boolean has(String service) {
    return members.containsKey(service);
  }

  String worst() {
    return members.entrySet().stream()
        .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.score, b.score)))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** The members whose state decides if the failure is over. */
  Set<String> amongWorst() {
    double max = members.values().stream().mapToDouble(Peak::score).max().orElse(0);
    return members.entrySet().stream()
        .filter(one -> one.getValue().score >= AMONG_WORST * max)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Whether the member still fails as it did, at least half as much, though too few requests came
   * to be sure of it from one window alone.
   */
  boolean isStillFailing(Judged member) {
    Peak peak = members.get(member.service());
    return peak != null && peak.failing > 0 && member.row().failing() >= peak.failing / 2;
  }

  /** It goes on for so long that it draws in nobody else. */
  boolean isChronic() {
    return last - onset > CHRONIC_NANOS;
  }

  /**
   * Whether its members' minutes are to be kept from what is usual. That requests fail never
   * becomes usual; another level or speed does after a while.
   */
  boolean isUnusual() {
    return !isChronic() || members.values().stream().anyMatch(peak -> peak.failing > 0);
  }
}
