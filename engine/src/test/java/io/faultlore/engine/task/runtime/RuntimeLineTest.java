package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole line: windows, suspects, cases and diagnoses. */
class RuntimeLineTest extends ShopRuns {
  @Test
  void windowsAreAMinuteLongAndOneEndsEveryFifteenSeconds() throws IOException {
    List<SliceVerdict> front =
        slices(run(new Shop(1).live(0, 300))).stream()
            .filter(slice -> slice.service().equals("front"))
            .toList();
    for (int i = 4; i < front.size(); i++) {
      assertEquals(at(15 * (i - 3)), front.get(i).startUnixNano());
      assertEquals(at(15 * (i + 1)), front.get(i).endUnixNano());
      assertEquals(at(15 * (i + 1) + 10), front.get(i).emittedUnixNano());
    }
    assertEquals(20, front.size());
  }

  @Test
  void aSlowLeafIsOneFailureThatNamesTheLeaf() throws IOException {
    List<Finding> findings = run(slowStore());
    List<Failure> failures = failures(findings);
    assertEquals(1, failures.stream().map(Failure::id).distinct().count());
    assertEquals(Phase.OPENED, failures.getFirst().phase());
    assertEquals(Phase.CLOSED, failures.getLast().phase());
    assertEquals(1, failures.stream().filter(f -> f.phase() == Phase.OPENED).count());
    assertEquals(1, failures.stream().filter(f -> f.phase() == Phase.CLOSED).count());
    assertTrue(
        failures.size() <= 9, "three minutes and a half are " + failures.size() + " reports");
    failures.forEach(failure -> assertEquals("store", failure.suspects().getFirst().name()));
    Failure last = failures.getLast();
    assertTrue(Math.abs(last.startUnixNano() - at(FAULT)) <= at(30) - at(0));
    assertTrue(last.detectedUnixNano() - at(FAULT) <= at(75) - at(0));
    assertTrue(last.endUnixNano() >= at(END) && last.endUnixNano() <= at(END + 75));
    assertEquals(Severity.WARNING, last.severity());
  }

  @Test
  void aSlowServiceInTheMiddleIsNamedNotItsCallersOrCallees() throws IOException {
    Shop shop = new Shop(3).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "stock");
    assertEquals("stock", closed(run(shop.live(END, END + 200))).suspects().getFirst().name());
  }

  @Test
  void whatWasReportedIsRememberedAsACase() throws IOException {
    Memory memory = memory("case");
    Failure failure = closed(run(line(memory, 0), slowStore().signals()));
    Case known = memory.get(failure.id()).orElseThrow();
    assertEquals("store", known.subject());
    assertTrue(known.closed());
    assertEquals(failure.startUnixNano(), known.startUnixNano());
    assertEquals(failure.endUnixNano(), known.endUnixNano());
    assertEquals(failure.concluded(), known.concluded());
    assertEquals("store", known.concluded().suspects().getFirst().name());
    assertFalse(known.summary().isEmpty());
  }

  @Test
  void aReplayThatSeesLessOfAFailureLeavesItsCaseAlone() throws IOException {
    Memory memory = memory("replay");
    Failure failure = closed(run(line(memory, 0), slowStore().signals()));
    Case known = memory.get(failure.id()).orElseThrow();
    Shop later = new Shop(3).live(0, FAULT + 30).live(FAULT + 30, END, Trouble.SLOW, "store");
    Failure again = closed(run(line(memory, 0), later.live(END, END + 200).signals()));
    assertEquals(failure.id(), again.id());
    assertNotEquals(failure.concluded(), again.concluded());
    assertEquals(known, memory.get(failure.id()).orElseThrow());
  }

  @Test
  void aStretchThatIsAskedAboutNeedsAnEndAfterItsBeginning() throws IOException {
    RuntimeLine line = line(memory("stretch"), 0);
    assertThrows(IllegalArgumentException.class, () -> line.examine("a", at(10), at(10)));
  }

  @Test
  void aWithheldLabelMakesNoDifference() throws IOException {
    Memory memory = memory("labels");
    RuntimeLine line = line(memory, 0);
    Shop shop = new Shop(6).live(0, FAULT);
    shop.live(FAULT, FAULT + 180, Trouble.SLOW, "store").live(FAULT + 180, 1_500);
    shop.live(1_500, 1_680, Trouble.SLOW, "stock").live(1_680, 1_900);
    run(line, shop.signals());
    Case first = line.examine("first", at(FAULT), at(FAULT + 180));
    Case second = line.examine("second", at(1_500), at(1_680));
    Diagnosis unlabelled = line.diagnose(second, known -> true);
    assertEquals(List.of(), unlabelled.types(), "nothing is known, so nothing is said");
    assertTrue(memory.label("first", label("store", "slow disk")));
    assertTrue(memory.label("second", label("stock", "noisy neighbour")));
    assertEquals(unlabelled, line.diagnose(second, known -> false));
    Diagnosis informed = line.diagnose(second, known -> known.id().equals("first"));
    assertEquals(List.of(), informed.types(), "one case of a type does not prove that it recurs");
    assertEquals("slow disk", informed.similar().getFirst().type());
    assertEquals("first", informed.similar().getFirst().caseId());
    assertNotEquals(unlabelled, informed);
    assertEquals(informed, line.diagnose(second, known -> true), "nobody learns from the question");
    assertEquals("first", first.id());
  }

  @Test
  void namesMakeNoDifference() throws IOException {
    List<List<Object>> told = new ArrayList<>();
    for (List<String> names :
        List.of(Shop.CHAIN, List.of("w", "v", "u", "t"), List.of("db", "web", "10-x", "api"))) {
      String culprit = names.get(2);
      Shop shop = new Shop(7, names, "").live(0, FAULT).live(FAULT, END, Trouble.SLOW, culprit);
      List<Finding> findings = run(shop.live(END, END + 200).signals(), names.getFirst(), 0);
      List<Object> each = new ArrayList<>();
      for (Failure failure : failures(findings)) {
        each.add(failure.phase());
        each.add(failure.startUnixNano());
        each.add(failure.endUnixNano());
        failure.suspects().stream()
            .filter(one -> one.score() > 0) // who of the others comes first is chance
            .forEach(one -> each.addAll(List.of(names.indexOf(one.name()), (float) one.score())));
      }
      for (String name : names) {
        slices(findings).stream()
            .filter(slice -> slice.service().equals(name))
            .forEach(slice -> each.add((float) slice.score()));
      }
      told.add(each);
    }
    assertEquals(told.get(0), told.get(1));
    assertEquals(told.get(0), told.get(2));
    assertTrue(told.getFirst().size() > 4 * 60, "enough to differ in");
  }

  @Test
  void theSameSeedGivesTheSameFindings() throws IOException {
    List<Signal> signals = slowStore().signals();
    assertEquals(run(signals, "one", 7), run(signals, "two", 7));
  }

  @Test
  void suspectsComeInFallingOrderOfScore() throws IOException {
    List<Ranked> suspects = closed(run(slowStore())).suspects();
    assertEquals(
        Set.copyOf(Shop.CHAIN), suspects.stream().map(Ranked::name).collect(Collectors.toSet()));
    for (int i = 1; i < suspects.size(); i++) {
      assertTrue(suspects.get(i - 1).score() >= suspects.get(i).score());
    }
  }

  private static CaseLabel label(String culprit, String type) {
    return new CaseLabel(true, culprit, type, "", List.of(), true, "test", at(2_000));
  }
}
