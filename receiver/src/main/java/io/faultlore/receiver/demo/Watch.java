package io.faultlore.receiver.demo;

import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Finding.StepVerdict;
import io.faultlore.engine.task.FindingListener;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Listens to the server's verdicts and keeps those on the faults of the story. */
final class Watch implements FindingListener {
  private final LongSupplier clock;
  private final Story story;
  private final long quietFrom;
  private final SortedMap<String, SliceVerdict> services = new TreeMap<>();
  private @Nullable First<Failure> failure;
  private @Nullable First<StepVerdict> step;
  private int falseFailures;

  /**
   * A first verdict and its newest form.
   *
   * @param seenUnixNano by the wall clock
   */
  record First<T>(long seenUnixNano, T first, T latest) {
    First<T> then(T newer) {
      return new First<>(seenUnixNano, first, newer);
    }
  }

  /** What is known at one moment. */
  record View(
      List<SliceVerdict> services,
      Optional<First<Failure>> failure,
      Optional<First<StepVerdict>> step,
      int falseFailures) {
    boolean isComplete() {
      return failure.isPresent() && step.isPresent();
    }
  }

  /**
   * A watch.
   *
   * @param clock Unix nanoseconds
   * @param quietFromUnixNano from when on a failure that is not the story's is a false one; what
   *     ended before belongs to the history
   */
  Watch(LongSupplier clock, Story story, long quietFromUnixNano) {
    this.clock = clock;
    this.story = story;
    this.quietFrom = quietFromUnixNano;
  }

  @Override
  public synchronized void on(Finding finding) {
    switch (finding) {
      case SliceVerdict slice -> services.put(slice.service(), slice);
      case Failure seen -> failure(seen);
      case StepVerdict seen -> step(seen);
      case RunVerdict run -> {
        // Not shown.
      }
      case Finding.HandoffSeen handoff -> {
        // Not shown.
      }
    }
  }

  private void failure(Failure seen) {
    if (seen.endUnixNano() < quietFrom) {
      return;
    }
    if (failure != null && failure.first.id().equals(seen.id())) {
      failure = failure.then(seen);
    } else if (failure == null && seen.endUnixNano() >= story.faultUnixNano()) {
      failure = new First<>(clock.getAsLong(), seen, seen);
    } else if (seen.phase() == Phase.OPENED) {
      falseFailures++;
    }
  }

  private void step(StepVerdict seen) {
    if (step == null && seen.score() >= 1 && seen.step().traceId().equals(story.traceId())) {
      step = new First<>(clock.getAsLong(), seen, seen);
    }
  }

  synchronized View view() {
    return new View(
        List.copyOf(services.values()),
        Optional.ofNullable(failure),
        Optional.ofNullable(step),
        falseFailures);
  }
}
