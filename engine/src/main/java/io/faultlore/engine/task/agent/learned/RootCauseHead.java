package io.faultlore.engine.task.agent.learned;

import io.faultlore.engine.learn.ConditionalSoftmax;
import io.faultlore.engine.learn.Scaler;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.engine.task.agent.evidence.RunEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which step an ended run failed of: a softmax over the run's steps, L2 .03. */
public final class RootCauseHead {
  private static final double L2 = .03;
  private static final int RUNS_LEAST = 8;
  private static final double CLIP = 4;

  private final Scaler scaler;
  private final ConditionalSoftmax softmax;
  private final int runs;

  private RootCauseHead(Scaler scaler, ConditionalSoftmax softmax, int runs) {
    this.scaler = scaler;
    this.softmax = softmax;
    this.runs = runs;
  }

  /** Empty while there are too few runs with a root cause that somebody marked. */
  static Optional<RootCauseHead> train(List<RunEvidence> labelled) {
    List<float[]> rows = new ArrayList<>();
    List<RunEvidence> used = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    for (RunEvidence run : labelled) {
      int root = root(run);
      if (root >= 0 && run.size() > 1) {
        used.add(run);
        chosen.add(root);
        rows.addAll(List.of(columns(run)));
      }
    }
    if (used.size() < RUNS_LEAST) {
      return Optional.empty();
    }
    int width = rows.getFirst().length;
    Scaler scaler = Scaler.fit(rows, width);
    List<ConditionalSoftmax.Group> groups = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      groups.add(new ConditionalSoftmax.Group(scaled(scaler, used.get(i)), chosen.get(i)));
    }
    return Optional.of(
        new RootCauseHead(scaler, ConditionalSoftmax.fit(groups, width, L2), used.size()));
  }

  /** One probability per step of the run. */
  public double[] probabilities(RunEvidence run) {
    return softmax.probabilities(scaled(scaler, run));
  }

  public String basis() {
    return runs + " runs of this system whose root cause is known";
  }

  private static int root(RunEvidence run) {
    for (Map.Entry<Integer, List<StepMark>> marked : run.marks().entrySet()) {
      if (marked.getValue().stream().anyMatch(StepMark::rootCause)) {
        return marked.getKey();
      }
    }
    return -1;
  }

  private static float[][] scaled(Scaler scaler, RunEvidence run) {
    float[][] rows = columns(run);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scaler.apply(rows[i], CLIP);
    }
    return rows;
  }

  private static float[][] columns(RunEvidence run) {
    float[][] rows = new float[run.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = run.rootFeatures(i);
    }
    return rows;
  }
}
