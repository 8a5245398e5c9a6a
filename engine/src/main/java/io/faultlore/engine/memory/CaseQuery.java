package io.faultlore.engine.memory;

import io.faultlore.engine.memory.CaseShelf.Entry;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which cases are wanted, in words that memory can tell without decoding a case: only what is
 * returned is decoded.
 */
public final class CaseQuery {
  final Set<Case.Kind> kinds;

  /** The most that are returned; of more the newest. */
  final int most;

  private final Predicate<Entry> others;

  private CaseQuery(Set<Case.Kind> kinds, int most, Predicate<Entry> others) {
    this.kinds = kinds;
    this.most = most;
    this.others = others;
  }

  /** Every case. */
  public static CaseQuery all() {
    return new CaseQuery(EnumSet.allOf(Case.Kind.class), Integer.MAX_VALUE, _ -> true);
  }

  /** Every case of the kind. */
  public static CaseQuery of(Case.Kind kind) {
    return new CaseQuery(EnumSet.of(kind), Integer.MAX_VALUE, _ -> true);
  }

  /** Failures of services, and runs of agents that failed or that somebody labelled. */
  public static CaseQuery news() {
    return all().and(Entry::news);
  }

  /** Those with one of these ids. */
  public CaseQuery among(Set<String> ids) {
    return and(entry -> ids.contains(entry.id()));
  }

  /** Those of which somebody said what they were. */
  public CaseQuery labelled() {
    return and(Entry::labelled);
  }

  /** Those that share a moment with the given time, both ends included. */
  public CaseQuery between(long fromUnixNano, long untilUnixNano) {
    return and(
        entry -> entry.startUnixNano() <= untilUnixNano && entry.endUnixNano() >= fromUnixNano);
  }

  /** Of more than so many those that began last. */
  public CaseQuery newest(int count) {
    return new CaseQuery(kinds, count, others);
  }

  private CaseQuery and(Predicate<Entry> condition) {
    return new CaseQuery(kinds, most, others.and(condition));
  }

  boolean fits(Entry entry) {
    return kinds.contains(entry.kind()) && others.test(entry);
  }
}
