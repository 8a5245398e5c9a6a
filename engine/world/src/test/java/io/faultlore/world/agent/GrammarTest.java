package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private final Grammar grammar = Grammar.load();

  private boolean isKnown(String symbol) {
    return grammar.alternatives().containsKey(symbol);
  }

  @Test
  void halvesShareNoWording() {
    for (Map.Entry<String, List<String>> symbol : grammar.alternatives().entrySet()) {
      Set<String> first = new HashSet<>();
      Set<String> second = new HashSet<>();
      for (int i = 0; i < symbol.getValue().size(); i++) {
        (Wording.FIRST_HALF.speaks(i) ? first : second).add(symbol.getValue().get(i));
      }
      assertFalse(first.isEmpty() || second.isEmpty(), symbol.getKey());
      // How a question is put together says nothing; what it asks does.
      if (!symbol.getKey().startsWith("question")) {
        assertTrue(first.stream().noneMatch(second::contains), symbol.getKey());
      }
    }
  }

  @Test
  void everySentenceIsWhole() {
    RandomGenerator chance = Chance.of(1, "test", 0);
    for (String symbol : grammar.alternatives().keySet()) {
      for (int i = 0; i < 20; i++) {
        String text = grammar.say(symbol, Values.of(), Wording.ALL, chance);
        assertFalse(text.contains("{") || text.contains("<") || text.contains(")?"), text);
      }
    }
  }

  @Test
  void everyToolOfEveryTaskCanBeTold() {
    for (Family family : Family.values()) {
      for (int seed = 0; seed < 40; seed++) {
        Task task = family.open(seed, true).draw(Chance.of(seed, "task", 0));
        assertTrue(isKnown("ask." + family.word() + '.' + task.kind()));
        assertTrue(task.rule().isEmpty() || isKnown("rule." + task.rule()), task.rule());
        for (Goal goal : task.goals()) {
          assertTrue(isKnown("step." + goal.tool()), goal.tool());
          assertTrue(isKnown("do." + goal.tool()), goal.tool());
          goal.mistaken().forEach(g -> assertTrue(isKnown("do." + g.tool()), g.tool()));
        }
        task.stray().forEach(g -> assertTrue(isKnown("do." + g.tool()), g.tool()));
        task.forbidden().forEach(g -> assertTrue(isKnown("do." + g.tool()), g.tool()));
      }
    }
  }

  @Test
  void sentencesBeginLargeAndNamesStayAsTheyAre() {
    RandomGenerator chance = Chance.of(1, "test", 0);
    Set<String> told = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      told.add(
          grammar.say("answer", Values.of("facts", "max_size is 3"), Wording.FIRST_HALF, chance));
    }
    assertTrue(told.contains("All settled. max_size is 3.") || told.size() > 2, told.toString());
    assertTrue(told.stream().allMatch(text -> Character.isUpperCase(text.charAt(0))));
  }

  @Test
  void unknownSymbolIsRefused() {
    assertFalse(isKnown("nonsense"));
    assertThrows(
        IllegalStateException.class,
        () -> grammar.say("nonsense", Values.of(), Wording.ALL, Chance.of(1, "test", 0)));
  }
}
