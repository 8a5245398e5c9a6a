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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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
  void whatWasChangedAtTheOnsetIsSuspectOnlyIfItShowsSomething() {
    EvidenceRow changed = slow("changed", CaseRows.WHOLE, .5f);
    EvidenceRow same = slow("same", CaseRows.WHOLE, .6f);
    EvidenceRow well = row("well", CaseRows.WHOLE);
    List<EvidenceRow> rows = List.of(changed, same, well);
    assertEquals("same", Ranker.learn(List.of(), 0).rank(rows).getFirst().name());
    changed.features()[Sign.CHANGED.column()] = 1;
    well.features()[Sign.CHANGED.column()] = 1;
    List<Ranked> ranked = Ranker.learn(List.of(), 0).rank(rows);
    assertEquals(List.of("changed", "same", "well"), ranked.stream().map(Ranked::name).toList());
    assertEquals(0, ranked.getLast().score());
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
  void labelsOfOtherServicesLeaveTheFirstSuspectFirst() {
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      List<Case> labelled = new ArrayList<>();
      for (int i = 0; i < 1 + seed; i++) {
        labelled.add(noisy(leak("leak-" + i, "leaky-" + i % 3), random));
        labelled.add(noisy(refusal("refusal-" + i, "refusing-" + i % 3), random));
      }
      Collections.shuffle(labelled, new Random(seed));
      List<EvidenceRow> question = noisy(throttledGateway(), random).rows();
      assertEquals(
          "gateway", Ranker.learn(labelled, seed).rank(question).getFirst().name(), "seed " + seed);
    }
  }

  @Test
  void whereThePresumedWasRightLabelsChangeNothing() {
    RandomGenerator random = new SplittableRandom(1);
    List<Case> labelled = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      labelled.add(noisy(refusal("refusal-" + i, "refusing"), random));
    }
    List<EvidenceRow> question = noisy(leak("leak", "leaky"), random).rows();
    assertEquals(
        Ranker.learn(List.of(), 0).rank(question), Ranker.learn(labelled, 0).rank(question));
  }

  @Test
  void oneCaseThatLearningRankedBetterMayBeChance() {
    List<EvidenceRow> question = leak("question", "leaky").rows();
    List<Case> two = List.of(leak("one", "a"), leak("two", "b"));
    List<Case> oneAndOther = List.of(leak("one", "a"), refusal("two", "b"));
    assertEquals("slow", Ranker.learn(two.subList(0, 1), 0).rank(question).getFirst().name());
    assertEquals("slow", Ranker.learn(oneAndOther, 0).rank(question).getFirst().name());
  }

  @Test
  void namesOfServicesDoNotMatter() {
    List<Case> labelled = new ArrayList<>();
    List<Case> renamed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      labelled.add(noisy(leak("case-" + i, "leaky"), new SplittableRandom(i)));
      renamed.add(noisy(leak("case-" + i, "zebra-" + i), new SplittableRandom(i)));
    }
    List<EvidenceRow> question = noisy(leak("question", "other"), new SplittableRandom(99)).rows();
    assertEquals(Ranker.learn(labelled, 0).rank(question), Ranker.learn(renamed, 0).rank(question));
    assertEquals("other", Ranker.learn(labelled, 0).rank(question).getFirst().name());
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
    return labelled(
        id, culprit, slow("slow", CaseRows.WHOLE, .5f), root, row("idle", CaseRows.WHOLE));
  }

  /** The culprit's requests fail where they began, and its callers' calls with them. */
  private static Case refusal(String id, String culprit) {
    EvidenceRow root = row(culprit, CaseRows.WHOLE);
    root.features()[Sign.ORIGIN_LLR.column()] = 3;
    root.features()[Sign.SERVED_ERROR_LLR.column()] = 3;
    EvidenceRow caller = row("caller", CaseRows.WHOLE);
    caller.features()[Sign.SERVED_ERROR_LLR.column()] = 3;
    caller.features()[Sign.OUT_ERROR_LLR.column()] = 3;
    return labelled(id, culprit, caller, root, row("idle", CaseRows.WHOLE));
  }

  /** Slow by itself and short of CPU; what lies behind it has less to do than usual. */
  private static Case throttledGateway() {
    EvidenceRow gateway = slow("gateway", CaseRows.WHOLE, .6f);
    gateway.features()[Sign.CPU_UP.column()] = 3;
    EvidenceRow behind = row("behind", CaseRows.WHOLE);
    behind.features()[Sign.WAITING_UP.column()] = 1.5f;
    behind.features()[Sign.REQUESTS_LLR.column()] = -2;
    EvidenceRow beside = row("beside", CaseRows.WHOLE);
    beside.features()[Sign.ORIGIN_LLR.column()] = .8f;
    return labelled("throttled", "gateway", gateway, behind, beside);
  }

  /** The same with values that are never quite alike. */
  private static Case noisy(Case one, RandomGenerator random) {
    for (EvidenceRow row : one.rows()) {
      for (int i = 0; i < row.features().length; i += 8) {
        row.features()[i] += .1f * random.nextFloat();
      }
    }
    return one;
  }

  private static Case labelled(String id, String culprit, EvidenceRow... rows) {
    CaseLabel label = new CaseLabel(true, culprit, "any", "", List.of(), true, "test", 2);
    return new Case(
        id,
        Case.Kind.RUNTIME,
        "",
        "",
        1,
        2,
        new Case.Observed(Sign.SCHEMA, Optional.empty(), List.of(rows)),
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
