package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.List;
import java.util.Optional;

/**
 * States and cases. One thread writes, any thread reads; what was remembered is found by the next
 * question, and survives a crash once {@link #commit} has returned.
 */
public interface Memory extends AutoCloseable {
  /**
   * Keeps the case, replacing one with the same id. A label that the kept case has stays when the
   * new one has none: replaying the journal after a crash must not forget what a person said.
   */
  void remember(Case newCase);

  /** Keeps the state, replacing one with the same id; the oldest of the service make room. */
  void remember(State state);

  Optional<Case> get(String id);

  /** The cases that are asked for, in order of start time, then id. */
  List<Case> cases(CaseQuery query);

  /** The most similar cases with a vector of the same model, best first. */
  List<Recalled> recall(Recall question);

  /**
   * Cosine similarity of the nearest remembered normal state of the service, empty when there is
   * none of the same model.
   */
  Optional<Double> nearestNormalState(String service, Embedding embedding);

  /** Number of normal states remembered of the service. */
  int normalStates(String service);

  /** Labels a case; false when it is not known. */
  boolean label(String id, CaseLabel label);

  /** Removes a case, its step entries included; false when it is not known. */
  boolean forget(String id);

  /**
   * Makes everything durable, together with the journal position up to which it is complete. When
   * the disk refuses, {@link #writable} turns false, {@link #committedPosition} stays, nothing is
   * lost from the heap, and the next call tries again.
   */
  void commit(long journalPosition);

  /** The position given with the last commit, or -1 when there was none. */
  long committedPosition();

  /** False after an I/O error, until a retry succeeded. */
  boolean writable();

  Stats stats();

  @Override
  void close();

  /** A case with its cosine similarity to the question. */
  record Recalled(Case found, double similarity) {}

  /**
   * How full memory is.
   *
   * @param evictedCases cases that made room for newer ones since the start
   * @param evictedStates the same for states
   */
  record Stats(
      long cases,
      long states,
      long bytes,
      long casesMax,
      long statesMax,
      long evictedCases,
      long evictedStates) {}
}
