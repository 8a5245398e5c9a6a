package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case.Observed;
import io.faultlore.engine.memory.EvidenceRow.Act;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Builds cases, states and vectors for tests. */
final class Cases {
  static final String MODEL = "test.8";

  private Cases() {}

  static Embedding vector(String model, float... values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    float[] unit = values.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= (float) Math.sqrt(squares);
    }
    return new Embedding(unit, model);
  }

  static Embedding random(RandomGenerator random, int dimensions) {
    float[] values = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return vector("test." + dimensions, values);
  }

  static Case of(String id, long start, Embedding embedding) {
    return of(id, Case.Kind.RUNTIME, "", start, embedding);
  }

  static Case of(String id, Case.Kind kind, String scope, long start, Embedding embedding) {
    return new Case(
        id,
        kind,
        scope,
        "cart",
        start,
        start + 60,
        new Observed(
            "services-1",
            Optional.of(embedding),
            List.of(
                new EvidenceRow("cart", "cart", new float[] {1.5f, -2, Float.NaN}, "größer"),
                new EvidenceRow(
                    "s1",
                    "planner",
                    new float[0],
                    "out",
                    "in",
                    List.of("AG=planner"),
                    Optional.of(new Act("trace", "chat", "", true))))),
        concluded(),
        Optional.empty());
  }

  static Conclusion concluded() {
    return new Conclusion(
        Phase.UPDATED,
        Severity.CRITICAL,
        List.of(new Ranked("cart", 2.5), new Ranked("redis", -.25)),
        List.of(new Ranked("planner", 1)),
        "cpu",
        List.of(new Ranked("cpu", .75)),
        List.of("latency of cart 12 ms -> 480 ms"),
        List.of(new SimilarCase("old", .93, "cpu", "restart")),
        List.of("ask a person"),
        List.of("0123456789abcdef0123456789abcdef"));
  }

  static CaseLabel label(String type) {
    return new CaseLabel(
        true,
        "cart",
        type,
        "restart",
        List.of(new CaseLabel.StepMark("s1", "planner", "loop", true)),
        true,
        "ann",
        7);
  }

  static State state(String id, String service, long start, Embedding embedding, boolean normal) {
    return new State(id, service, start, embedding, 3, normal);
  }
}
