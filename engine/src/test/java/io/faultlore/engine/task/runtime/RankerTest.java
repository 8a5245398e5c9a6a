package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RankerTest {
  private static final int OWN_SHIFT = Sign.OWN_SHIFT.column();
  private static final int MEMORY_UP = Sign.MEMORY_UP.column();

  @Test
  void whoShowsThroughoutComesBeforeWhoStoodOutOnce() {
    List<EvidenceRow> rows = new ArrayList<>();
    rows.add(slow("steady", CaseRows.WHOLE, .3f));
    rows.add(slow("once", CaseRows.WHOLE, .1f));
    for (int minute = 0; minute < 4; minute++) {
      rows.add(slow("steady", minute * 30 + " s", .3f));
      rows.add(slow("once", minute * 30 + " s", minute == 0 ? 3f : 0f));
    }
    List<Ranked> ranked = Ranker.learn(List.of(), 0).rank(rows);
    assertEquals(List.of("steady", "once"), ranked.stream().map(Ranked::name).toList());
    assertEquals(1, ranked.getFirst().score());
  }

  @Test
  void whatACalleeExplainsCountsLess() {
    EvidenceRow caller = slow("caller", CaseRows.WHOLE, .5f);
    caller.features()[Sign.OUT_Z.column()] = 3;
    caller.features()[Sign.OUT_SHIFT.column()] = .6f;
    EvidenceRow callee = slow("callee", CaseRows.WHOLE, .5f);
    assertEquals(
        "callee", Ranker.learn(List.of(), 0).rank(List.of(caller, callee)).getFirst().name());
  }

  @Test
  void withoutAnyEvidenceNobodyIsPreferredByName() {
    List<EvidenceRow> rows = List.of(row("a", CaseRows.WHOLE), row("b", CaseRows.WHOLE));
    List<String> firsts = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      List<Ranked> ranked = Ranker.learn(List.of(), seed).rank(rows);
      assertEquals(0, ranked.getFirst().score());
      firsts.add(ranked.getFirst().name());
    }
    assertTrue(firsts.contains("a") && firsts.contains("b"), firsts.toString());
  }

  @Test
  void whatCasesTaughtOverrulesWhatWasPresumed() {
    List<Case> labelled = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      labelled.add(leak("case-" + i, "leaky-" + i));
    }
    List<EvidenceRow> question = leak("question", "leaky").rows();
    assertEquals("slow", Ranker.learn(List.of(), 0).rank(question).getFirst().name());
    assertEquals("leaky", Ranker.learn(labelled, 0).rank(question).getFirst().name());
  }

  @Test
  void aCaseIsRecalledByAUnitVectorThatHasNoNames() {
    var here = CaseEncoder.encode(leak("one", "leaky").rows(), "leaky").orElseThrow();
    var there = CaseEncoder.encode(leak("two", "other").rows(), "other").orElseThrow();
    assertEquals(1, here.dot(there), 1e-6);
    assertEquals(1, here.dot(here), 1e-6);
    assertTrue(CaseEncoder.encode(List.of(row("a", CaseRows.WHOLE)), "a").isEmpty());
  }

  /** Others are slow when the culprit's memory fills up. */
  private static Case leak(String id, String culprit) {
    EvidenceRow root = row(culprit, CaseRows.WHOLE);
    root.features()[MEMORY_UP] = 3;
    List<EvidenceRow> rows =
        List.of(slow("slow", CaseRows.WHOLE, .5f), root, row("idle", CaseRows.WHOLE));
    CaseLabel label = new CaseLabel(true, culprit, "leak", "", List.of(), true, "test", 2);
    return new Case(
        id,
        Case.Kind.RUNTIME,
        "",
        "",
        1,
        2,
        new Case.Observed(Sign.SCHEMA, Optional.empty(), rows),
        Conclusion.of(Phase.CLOSED, List.of()),
        Optional.of(label));
  }

  private static EvidenceRow slow(String service, String text, float shift) {
    EvidenceRow row = row(service, text);
    row.features()[OWN_SHIFT] = shift;
    row.features()[Sign.OWN_Z.column()] = shift > 0 ? 3 : 0;
    return row;
  }

  private static EvidenceRow row(String service, String text) {
    return new EvidenceRow(service, service, new float[Sign.COUNT], text);
  }
}
