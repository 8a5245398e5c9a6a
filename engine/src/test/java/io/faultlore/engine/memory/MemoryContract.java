package io.faultlore.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case.Kind;
import io.faultlore.engine.memory.Memory.Recalled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every memory promises. */
abstract class MemoryContract {
  private static final Embedding EAST = Cases.vector("a", 1, 0);
  private static final Embedding NORTH = Cases.vector("a", 0, 1);
  private static final Embedding NORTH_EAST = Cases.vector("a", 1, 1);

  Memory memory;

  abstract Memory open();

  @BeforeEach
  void begin() {
    memory = open();
  }

  @AfterEach
  void end() {
    memory.close();
  }

  static Recall question(Embedding embedding, int limit) {
    return new Recall(embedding, CaseQuery.all(), _ -> true, limit);
  }

  private List<String> found(CaseQuery query) {
    return memory.cases(query).stream().map(Case::id).toList();
  }

  private static List<String> ids(List<Recalled> recalled) {
    return recalled.stream().map(one -> one.found().id()).toList();
  }

  @Test
  void aNewMemoryIsEmpty() {
    assertEquals(List.of(), memory.cases(CaseQuery.all()));
    assertEquals(List.of(), memory.recall(question(EAST, 5)));
    assertEquals(Optional.empty(), memory.get("a"));
    assertEquals(Optional.empty(), memory.nearestNormalState("cart", EAST));
    assertEquals(-1, memory.committedPosition());
    assertTrue(memory.writable());
  }

  @Test
  void aNewCaseIsFoundByTheNextQuestion() {
    for (int i = 0; i < 1_300; i++) {
      Case fresh = Cases.of("c" + i, i, Cases.random(new SplittableRandom(i), 8));
      memory.remember(fresh);
      Recalled best = memory.recall(question(fresh.embedding().orElseThrow(), 1)).getFirst();
      assertEquals(fresh, best.found());
      assertEquals(1, best.similarity(), 1e-5);
    }
  }

  @Test
  void everythingOfACaseIsKept() {
    Case full = Cases.of("c", 5, EAST).withLabel(Cases.label("cpu"));
    memory.remember(full);
    assertEquals(Optional.of(full), memory.get("c"));
    memory.commit(3);
    assertEquals(Optional.of(full), memory.get("c"));
  }

  @Test
  void casesComeInOrderOfTimeThenId() {
    memory.remember(Cases.of("z", 1, EAST));
    memory.remember(Cases.of("b", 2, EAST));
    memory.remember(Cases.of("a", 2, EAST));
    memory.remember(Cases.of("c", -7, EAST));
    assertEquals(List.of("c", "z", "a", "b"), found(CaseQuery.all()));
  }

  @Test
  void aQueryNamesKindScopeSubjectLabelTimeAndHowMany() {
    memory.remember(Cases.of("old", Kind.AGENT_RUN, "app", 100, EAST));
    memory.remember(Cases.of("said", Kind.AGENT_RUN, "app", 200, EAST).withLabel(Cases.label("x")));
    memory.remember(Cases.of("said#s", Kind.AGENT_STEP, "app", 250, EAST));
    memory.remember(Cases.of("other", Kind.AGENT_RUN, "app2", 300, EAST));
    memory.remember(
        Cases.of("fine", Kind.AGENT_RUN, "app", 400, EAST)
            .withConclusion(Conclusion.of(Phase.CLOSED, List.of())));
    memory.remember(Cases.of("failure", 500, EAST));
    CaseQuery runs = CaseQuery.of(Kind.AGENT_RUN);
    assertEquals(List.of("old", "said", "other", "fine"), found(runs));
    assertEquals(List.of("said"), found(runs.labelled()));
    assertEquals(List.of("said", "other"), found(runs.between(260, 300)), "ends included");
    assertEquals(List.of("other", "fine"), found(runs.newest(2)));
    assertEquals(List.of("other", "failure"), found(CaseQuery.news().newest(2)));
    memory.label("fine", Cases.label("y"));
    assertEquals(List.of("said", "fine"), found(runs.labelled()), "labelled since");
  }

  @Test
  void theSameIdReplaces() {
    memory.remember(Cases.of("c", 1, EAST));
    memory.commit(1);
    memory.remember(Cases.of("c", 2, NORTH));
    assertEquals(1, memory.cases(CaseQuery.all()).size());
    assertEquals(1, memory.stats().cases());
    assertEquals(0, memory.recall(question(EAST, 5)).getFirst().similarity(), 1e-6);
  }

  @Test
  void aLabelStaysWhenTheCaseIsRememberedAgain() {
    memory.remember(Cases.of("c", 1, EAST));
    assertTrue(memory.label("c", Cases.label("cpu")));
    memory.remember(Cases.of("c", 2, NORTH));
    Case kept = memory.get("c").orElseThrow();
    assertEquals(Optional.of(Cases.label("cpu")), kept.label());
    assertEquals(2, kept.startUnixNano());
    assertFalse(memory.label("unknown", Cases.label("cpu")));
  }

  @Test
  void recallFiltersByKindModelAndCondition() {
    memory.remember(Cases.of("run", Kind.AGENT_RUN, "app", 1, EAST));
    memory.remember(Cases.of("run#s", Kind.AGENT_STEP, "app", 2, NORTH_EAST));
    memory.remember(Cases.of("other", Kind.AGENT_RUN, "app2", 3, NORTH));
    memory.remember(Cases.of("model", Kind.AGENT_RUN, "app", 4, Cases.vector("b", 1, 0)));
    CaseQuery runs = CaseQuery.of(Kind.AGENT_RUN);
    assertEquals(List.of("run", "run#s", "other"), ids(memory.recall(question(EAST, 10))));
    assertEquals(
        List.of("run", "other"), ids(memory.recall(new Recall(EAST, runs, _ -> true, 10))));
    Predicate<Case> withheld = found -> !found.id().equals("run");
    assertEquals(List.of("other"), ids(memory.recall(new Recall(EAST, runs, withheld, 10))));
    assertEquals(List.of("model"), ids(memory.recall(question(Cases.vector("b", 1, 0), 10))));
  }

  @Test
  void casesWithoutVectorAreNotRecalled() {
    Case none = Cases.of("none", 1, new Embedding(new float[2], "a"));
    memory.remember(none);
    memory.remember(Cases.of("some", 1, EAST));
    assertEquals(List.of("some"), ids(memory.recall(question(EAST, 5))));
    assertEquals(List.of(), memory.recall(question(new Embedding(new float[2], "a"), 5)));
    assertEquals(Optional.of(none), memory.get("none"));
  }

  @Test
  void recallEqualsComparingEverything() {
    SplittableRandom random = new SplittableRandom(Long.getLong("faultlore.seed", 0));
    List<Case> all = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      Case one = Cases.of("c" + i, i, Cases.random(random, 8));
      all.add(i % 3 == 0 ? one.withLabel(Cases.label("t" + i % 5)) : one);
      memory.remember(all.getLast());
      if (i % 300 == 299) {
        memory.commit(i);
      }
    }
    for (int i = 0; i < 50; i++) {
      Embedding wanted = Cases.random(random, 8);
      Predicate<Case> visible = i % 2 == 0 ? _ -> true : found -> found.label().isPresent();
      Recall question = new Recall(wanted, CaseQuery.all(), visible, 1 + i % 10);
      List<String> expected =
          all.stream()
              .filter(visible)
              .sorted(
                  Comparator.comparingDouble(found -> -found.embedding().orElseThrow().dot(wanted)))
              .limit(question.limit())
              .map(Case::id)
              .toList();
      assertEquals(expected, ids(memory.recall(question)));
    }
  }

  @Test
  void aRareConditionIsStillFulfilled() {
    for (int i = 0; i < 600; i++) {
      memory.remember(Cases.of("c" + i, i, Cases.random(new SplittableRandom(i), 8)));
    }
    memory.commit(1);
    Recall question =
        new Recall(
            Cases.random(new SplittableRandom(1), 8),
            CaseQuery.all(),
            found -> found.id().equals("c17") || found.id().equals("c599"),
            5);
    assertEquals(Set.of("c17", "c599"), Set.copyOf(ids(memory.recall(question))));
  }

  @Test
  void forgettingTakesTheStepsAlong() {
    memory.remember(Cases.of("run", Kind.AGENT_RUN, "app", 1, EAST));
    memory.remember(Cases.of("run#a", Kind.AGENT_STEP, "app", 2, EAST));
    memory.remember(Cases.of("run2", Kind.AGENT_RUN, "app", 3, EAST));
    memory.commit(1);
    memory.remember(Cases.of("run#b", Kind.AGENT_STEP, "app", 4, EAST));
    assertTrue(memory.forget("run"));
    assertEquals(List.of("run2"), ids(memory.recall(question(EAST, 10))));
    assertFalse(memory.forget("run"));
    memory.commit(2);
    assertEquals(List.of("run2"), memory.cases(CaseQuery.all()).stream().map(Case::id).toList());
  }

  @Test
  void nearestNormalStateIsTheServicesOwn() {
    memory.remember(Cases.state("s1", "cart", 1, NORTH, true));
    memory.remember(Cases.state("s2", "cart", 2, EAST, false));
    memory.remember(Cases.state("s3", "pay", 3, EAST, true));
    memory.remember(Cases.state("s4", "cart", 4, Cases.vector("b", 1, 0), true));
    assertEquals(0, memory.nearestNormalState("cart", EAST).orElseThrow(), 1e-6);
    assertEquals(1, memory.nearestNormalState("pay", EAST).orElseThrow(), 1e-6);
    assertEquals(Optional.empty(), memory.nearestNormalState("pay", Cases.vector("b", 1, 0)));
    assertEquals(2, memory.normalStates("cart"));
    memory.remember(Cases.state("s1", "cart", 5, EAST, true));
    assertEquals(1, memory.nearestNormalState("cart", EAST).orElseThrow(), 1e-6);
    assertEquals(4, memory.stats().states());
  }

  @Test
  void commitMovesThePosition() {
    memory.commit(41);
    assertEquals(41, memory.committedPosition());
    memory.remember(Cases.of("c", 1, EAST));
    memory.commit(42);
    assertEquals(42, memory.committedPosition());
  }

  @Test
  void vectorsThatNoIndexCouldHoldAreRefused() {
    memory.remember(Cases.of("a", 1, EAST));
    Case longer = Cases.of("b", 1, Cases.vector("a", 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> memory.remember(longer));
    Case broken = Cases.of("c", 1, new Embedding(new float[] {Float.NaN, 0}, "a"));
    assertThrows(IllegalArgumentException.class, () -> memory.remember(broken));
    assertEquals(1, memory.stats().cases());
  }
}
