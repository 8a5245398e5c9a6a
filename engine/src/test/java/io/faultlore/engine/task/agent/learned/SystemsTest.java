package io.faultlore.engine.task.agent.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.task.agent.evidence.Scaffold;
import io.faultlore.engine.task.agent.evidence.StepFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which runs are of one system, whatever their services are called. */
class SystemsTest {
  private static final List<String> SHOP = List.of("find_order", "refund", "exchange");
  private static final List<String> FLIGHTS = List.of("find_flight", "book", "rebook");

  private final Systems systems = new Systems(500);
  private int seen;

  @Test
  void aRandomNameSeparatesNobody() {
    Scaffold one = saw("fb26c0381621", List.of("planner", "coder"), List.of("bash"));
    Scaffold other = saw("0d7b0c6e-3f0a-4b4e-9d0e-0123456789ab", List.of("planner"), List.of());
    Scaffold third = saw("847201938811", List.of("coder"), List.of("bash"));
    assertTrue(systems.same(one, other));
    assertTrue(systems.same(one, third));
  }

  @Test
  void whatSdksCallAServiceThatNobodyNamedTellsNothing() {
    Scaffold one = saw("unknown_service:python", List.of("planner"), SHOP);
    assertTrue(systems.same(one, saw("unknown_service:node", List.of("planner"), SHOP)));
  }

  @Test
  void aRandomPartOfANameDoesNotSeparateAndItsRestDoes() {
    Scaffold one = saw("desk-7f3a9c2b1d", List.of("planner"), List.of());
    assertTrue(systems.same(one, saw("desk-0b1e88a7c2", List.of("planner"), List.of())));
    assertFalse(systems.same(one, saw("bank-0b1e88a7c2", List.of("planner"), List.of())));
  }

  @Test
  void anIdInAnAgentsNameDoesNotSeparate() {
    Scaffold one = saw("", List.of("worker-7f3a9c2b1d"), List.of("bash"));
    assertTrue(systems.same(one, saw("", List.of("worker-0b1e88a7c2"), List.of("bash"))));
  }

  @Test
  void oneScaffoldUnderTwoNamesIsOneSystem() {
    Scaffold one = saw("desk-blue", List.of("planner", "clerk"), SHOP);
    assertTrue(systems.same(one, saw("desk-green", List.of("planner", "clerk"), SHOP)));
  }

  @Test
  void twoNamesThatShareAToolOrAnAgentStayApart() {
    Scaffold one = saw("desk", List.of("assistant"), List.of("search"));
    assertFalse(systems.same(one, saw("bank", List.of("teller"), List.of("search"))));
    assertFalse(systems.same(one, saw("school", List.of("assistant"), List.of("search"))));
  }

  @Test
  void scaffoldsStayApartUnderRandomNames() {
    Scaffold coder = saw("", List.of("coder", "tester"), List.of("bash", "edit"));
    assertFalse(systems.same(coder, saw("", List.of("writer"), List.of("bash", "publish"))));
  }

  @Test
  void scaffoldsUnderOneNamePartOnceEachWasSeenThreeTimes() {
    Scaffold coder = scaffold("agents", List.of("coder", "tester"), List.of("bash", "edit"));
    Scaffold writer = scaffold("agents", List.of("writer", "editor"), List.of("bash", "publish"));
    for (int run = 1; run <= 4; run++) {
      systems.saw(run("coder" + run, coder));
      systems.saw(run("writer" + run, writer));
      assertEquals(run < 3, systems.same(coder, writer), run + " runs");
    }
  }

  @Test
  void agentsOfTheSameUsualNamesWithOtherToolsStayApart() {
    for (int run = 0; run < 20; run++) {
      saw("", List.of("user", "assistant"), SHOP.subList(run % 2, 2 + run % 2));
      saw("", List.of("user", "assistant"), FLIGHTS.subList(run % 2, 2 + run % 2));
    }
    Scaffold shop = scaffold("", List.of("user", "assistant"), SHOP);
    Scaffold flights = scaffold("", List.of("user", "assistant"), FLIGHTS);
    assertFalse(systems.same(shop, flights));
    List<String> both = List.of("find_order", "find_flight", "refund");
    assertTrue(systems.same(shop, scaffold("", List.of("user", "assistant"), both)));
  }

  @Test
  void aSystemThatMakesUpItsAgentsForEachTaskIsOne() {
    List<Scaffold> runs = new ArrayList<>();
    for (int run = 0; run < 40; run++) {
      String expert = "expert of " + (char) ('a' + run / 26) + (char) ('a' + run % 26);
      runs.add(saw("", List.of("terminal", expert, "critic " + run % 3), List.of("terminal")));
    }
    Scaffold strangers = saw("", List.of("expert of film", "expert of law"), List.of());
    runs.forEach(run -> assertTrue(systems.same(runs.getFirst(), run), run.toString()));
    assertTrue(systems.same(runs.getFirst(), strangers));
    saw("", List.of("expert of film", "expert of law"), List.of());
    assertFalse(systems.same(runs.getFirst(), strangers), "they came again: no chance");
  }

  @Test
  void aPromptThatWasEditedMakesNoOtherSystem() {
    List<Scaffold> prompts = new ArrayList<>();
    for (String signature : List.of("1234abcd", "5678dcba")) {
      prompts.add(scaffold("desk", List.of("system:" + signature), SHOP));
    }
    Scaffold other = scaffold("desk", List.of("system:9abc1122"), List.of(SHOP.getFirst()));
    for (int run = 0; run < 5; run++) {
      prompts.forEach(one -> systems.saw(run("r" + seen++, one)));
      systems.saw(run("r" + seen++, other));
    }
    assertTrue(systems.same(prompts.getFirst(), prompts.getLast()));
    assertFalse(systems.same(prompts.getFirst(), other), "one tool in common is not enough");
  }

  @Test
  void aRunThatHasShownNothingIsKnownByItsName() {
    Scaffold desk = saw("desk", List.of("planner"), SHOP);
    saw("bank", List.of("teller"), FLIGHTS);
    assertTrue(systems.same(desk, Scaffold.of("desk")));
    assertFalse(systems.same(desk, Scaffold.of("bank")));
  }

  @Test
  void theOrderOfRunsMakesNoDifference() {
    List<Scaffold> runs = new ArrayList<>();
    Random random = new Random(7);
    for (int run = 0; run < 60; run++) {
      List<String> tools = new ArrayList<>(run % 2 == 0 ? SHOP : FLIGHTS);
      Collections.shuffle(tools, random);
      tools.set(2, "think");
      runs.add(scaffold("", List.of("user", "agent " + run % 5), tools));
    }
    List<Boolean> first = pairs(runs);
    for (int times = 0; times < 5; times++) {
      List<Scaffold> shuffled = new ArrayList<>(runs);
      Collections.shuffle(shuffled, random);
      Systems again = new Systems(500);
      shuffled.forEach(run -> again.saw(run("r" + seen++, run)));
      assertEquals(first, pairs(runs, again));
    }
  }

  @Test
  void itIsCalledByItsCommonestNameAndAWordBeforeARandomOne() {
    for (String name : List.of("fb26c0381621", "fb26c0381621", "desk-green", "desk", "desk")) {
      saw(name, List.of("planner", "clerk"), SHOP);
    }
    Scaffold random = scaffold("0d7b0c6e3f0a", List.of("planner", "clerk"), SHOP);
    assertEquals("desk", systems.called(random, "0d7b0c6e3f0a"));
    assertEquals("other", systems.called(Scaffold.of("other"), "other"), "never seen");
  }

  @Test
  void ofTheMostFrequentScaffoldTheOldestRunMakesRoom() {
    Systems small = new Systems(3);
    small.saw(run("rare", scaffold("rare", List.of("hermit"), List.of())));
    small.saw(run("a", scaffold("busy", List.of("bee"), List.of())));
    small.saw(run("b", scaffold("busy", List.of("bee"), List.of())));
    small.saw(run("c", scaffold("busy", List.of("bee"), List.of())));
    assertEquals(2.0 / 3, small.fill());
    assertEquals(0, small.forgotten(), "the busy one is still known");
    assertTrue(small.same(Scaffold.of("rare"), scaffold("rare", List.of("hermit"), List.of())));
    small.saw(run("d", scaffold("new", List.of("guest"), List.of())));
    assertEquals(0, small.forgotten());
    assertEquals(1, small.fill());
    small.saw(run("e", scaffold("last", List.of("child"), List.of())));
    assertEquals(1, small.forgotten(), "each was seen once: who was silent longest goes");
  }

  @Test
  void aRunThatIsSeenAgainCountsOnce() {
    Systems small = new Systems(2);
    Scaffold scaffold = scaffold("desk", List.of("planner"), List.of());
    small.saw(run("a", scaffold));
    small.saw(run("a", scaffold));
    assertEquals(.5, small.fill());
    small.saw(run("a", scaffold).withLabel(label()));
    assertEquals(0, small.fill(), "labelled runs have a bound of their own");
  }

  private List<Boolean> pairs(List<Scaffold> runs) {
    runs.forEach(run -> systems.saw(run("r" + seen++, run)));
    return pairs(runs, systems);
  }

  private static List<Boolean> pairs(List<Scaffold> runs, Systems asked) {
    return runs.stream()
        .flatMap(one -> runs.stream().map(other -> asked.same(one, other)))
        .toList();
  }

  private Scaffold saw(String name, List<String> agents, List<String> tools) {
    return systems.saw(run("r" + seen++, name, agents, tools));
  }

  private static Scaffold scaffold(String name, List<String> agents, List<String> tools) {
    return Scaffold.of(run("r", name, agents, tools));
  }

  private static Case run(String id, Scaffold scaffold) {
    return run(id, scaffold.name(), List.copyOf(scaffold.agents()), List.copyOf(scaffold.tools()));
  }

  private static Case run(String id, String name, List<String> agents, List<String> tools) {
    List<EvidenceRow> rows = new ArrayList<>();
    agents.forEach(agent -> rows.add(row("AG=" + agent, "TOOL=-")));
    tools.forEach(tool -> rows.add(row("AG=", "TOOL=" + tool)));
    return new Case(
        id,
        Case.Kind.AGENT_RUN,
        name,
        id,
        1,
        2,
        new Case.Observed(StepFeature.SCHEMA, Optional.empty(), rows),
        Conclusion.of(Phase.CLOSED, List.of()),
        Optional.empty());
  }

  private static EvidenceRow row(String... tokens) {
    return new EvidenceRow("span", "", new float[0], "", "", List.of(tokens), Optional.empty());
  }

  private static CaseLabel label() {
    return new CaseLabel(false, "", "", "", List.of(), true, "test", 1);
  }
}
