package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Three types of failures, each with its own signs and a little noise on all others. */
class TyperTest {
  private static final Sign[][] SIGNS = {
    {Sign.MEMORY_UP, Sign.RESTARTS},
    {Sign.OWN_Z, Sign.OWN_SHIFT, Sign.IN_SHIFT},
    {Sign.LOG_ERROR_LLR, Sign.ORIGIN_LLR, Sign.LOG_NEW_FAILING}
  };
  private static final List<String> TYPES = List.of("leak", "slow disk", "bad release");

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aTypeThatRecursIsNamed() {
    Typer typer = Typer.learn(cases(6, 0, 1, 2), 0);
    int named = 0;
    for (int type = 0; type < 3; type++) {
      for (int i = 0; i < 10; i++) {
        List<Ranked> types = typer.type(rows("question", type), "culprit");
        if (!types.isEmpty()) {
          assertEquals(TYPES.get(type), types.getFirst().name());
          named++;
        }
      }
    }
    assertEquals(30, named, 3, "about as many as usual are unlike what was seen");
  }

  @Test
  void aTypeWithoutALabelIsUnknown() {
    Typer typer = Typer.learn(cases(6, 0, 1), 0);
    for (int i = 0; i < 10; i++) {
      assertEquals(List.of(), typer.type(rows("question", 2), "culprit"));
    }
  }

  @Test
  void oneKnownTypeIsNotTheAnswerToEverything() {
    Typer typer = Typer.learn(cases(6, 1), 0);
    assertEquals("slow disk", typer.type(rows("question", 1), "culprit").getFirst().name());
    assertEquals(List.of(), typer.type(rows("question", 2), "culprit"));
  }

  @Test
  void oneCaseOfEachTypeNamesNone() {
    Typer typer = Typer.learn(cases(1, 0, 1, 2), 0);
    for (int type = 0; type < 3; type++) {
      assertEquals(List.of(), typer.type(rows("question", type), "culprit"));
    }
  }

  @Test
  void withoutLabelsOrEvidenceNothingIsSaid() {
    assertEquals(List.of(), Typer.learn(List.of(), 0).type(rows("question", 0), "culprit"));
    assertEquals(List.of(), Typer.learn(cases(6, 0, 1), 0).type(rows("question", 0), "nobody"));
  }

  private List<Case> cases(int each, int... types) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int type : types) {
        cases.add(labelled("case-" + cases.size(), type));
      }
    }
    return cases;
  }

  private Case labelled(String id, int type) {
    CaseLabel label =
        new CaseLabel(true, "culprit", TYPES.get(type), "", List.of(), true, "test", 2);
    return new Case(
        id,
        Case.Kind.RUNTIME,
        "",
        "",
        1,
        2,
        new Case.Observed(Sign.SCHEMA, Optional.empty(), rows(id, type)),
        Conclusion.of(Phase.CLOSED, List.of()),
        Optional.of(label));
  }

  private List<EvidenceRow> rows(String id, int type) {
    float[] features = new float[Sign.COUNT];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextGaussian() / 20);
    }
    for (Sign sign : SIGNS[type]) {
      features[sign.column()] += (float) (2 + random.nextGaussian() / 5);
    }
    return List.of(new EvidenceRow("culprit", id, features, CaseRows.WHOLE));
  }
}
