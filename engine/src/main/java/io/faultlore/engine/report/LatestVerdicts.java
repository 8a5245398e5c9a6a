package io.faultlore.engine.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.RunVerdict;
import io.faultlore.engine.task.FindingListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last verdict on each case since the start, for people who look a case up. The oldest make
 * room; what memory keeps of a case for good is its evidence. May be used by several threads.
 */
public final class LatestVerdicts implements FindingListener {
  /** As many as the case API lists at once. */
  public static final int VERDICTS_MAX = 1_000;

  private final Map<String, Finding> verdicts = new LinkedHashMap<>(); // guarded by itself

  @Override
  public void on(Finding finding) {
    switch (finding) {
      case Failure failure -> keep(failure.id(), failure);
      case RunVerdict run -> keep(OpenCase.idOf(run), run);
      case Finding.SliceVerdict slice -> {}
      case Finding.StepVerdict step -> {}
      case Finding.HandoffSeen handoff -> {}
    }
  }

  private void keep(String id, Finding verdict) {
    synchronized (verdicts) {
      verdicts.remove(id); // so that it becomes the newest
      if (verdicts.size() == VERDICTS_MAX) {
        verdicts.remove(verdicts.keySet().iterator().next());
      }
      verdicts.put(id, verdict);
    }
  }

  /** The verdict as JSON; empty when there was none since the start, or it made room. */
  public Optional<ObjectNode> json(String caseId) {
    Finding verdict;
    synchronized (verdicts) {
      verdict = verdicts.get(caseId);
    }
    return switch (verdict) {
      case Failure failure -> Optional.of(FindingJson.of(failure));
      case RunVerdict run -> Optional.of(FindingJson.of(run));
      case null, default -> Optional.empty();
    };
  }

  /** Verdicts kept, at most {@link #VERDICTS_MAX}. */
  public int size() {
    synchronized (verdicts) {
      return verdicts.size();
    }
  }
}
