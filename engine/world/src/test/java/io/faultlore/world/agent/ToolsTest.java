package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.agent.Observation.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolsTest {
  private static final int WORLDS = 200;

  private static Tools tools(Task task, long seed) {
    return new Tools(task.family(), seed, Team.ResultStyle.JSON, Chance.of(seed, "tools", 0));
  }

  private static Task task(long seed) {
    Family family = Chance.one(List.of(Family.values()), Chance.of(seed, "family", 0));
    return family.open(seed, true).draw(Chance.of(seed, "task", 0));
  }

  /** The call that reaches the last goal of a faultless run, after all others were made. */
  private static Call lastCall(Task task, long seed, Tools tools) {
    Oracle oracle = Oracle.of(task, task.family().open(seed, true));
    task.goals().subList(0, task.goals().size() - 1).forEach(goal -> tools.use(call(goal, oracle)));
    return call(task.goals().getLast(), oracle);
  }

  private static Call call(Goal goal, Oracle oracle) {
    return goal.call(variable -> oracle.variables().getOrDefault(variable, ""));
  }

  @Test
  void faultlessCallsReachEveryAnswer() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Task task = task(seed);
      Oracle oracle = Oracle.of(task, task.family().open(seed, true));

      assertTrue(oracle.variables().keySet().containsAll(task.answer()), task.group());
    }
  }

  @Test
  void lookAfterFaultlessWorkShowsWhatWasReported() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Task task = task(seed);
      Oracle oracle = Oracle.of(task, task.family().open(seed, true));
      Tools tools = tools(task, seed);
      tools.use(lastCall(task, seed, tools));
      Observation seen = tools.use(call(task.check().look(), oracle));

      assertEquals(
          oracle.variables().get(task.check().variable()),
          seen.facts().get(task.check().fact()),
          task.group());
    }
  }

  @Test
  void callOnACopyThatLagsLooksWellAndIsNot() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Task task = task(seed);
      Oracle oracle = Oracle.of(task, task.family().open(seed, true));
      Tools tools = tools(task, seed);
      Call last = lastCall(task, seed, tools);
      String before = tools.world().changes();
      tools.lagNext();
      Observation result = tools.use(last);
      Observation seen = tools.use(call(task.check().look(), oracle));

      assertEquals(Outcome.OK, result.outcome(), task.group());
      assertEquals(before, tools.world().changes());
      assertNotEquals(
          task.goals().getLast().read(result).get(task.check().variable()),
          seen.facts().get(task.check().fact()),
          task.group());
    }
  }

  @Test
  void troublePassesAndChangesNothing() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Task task = task(seed);
      Tools tools = tools(task, seed);
      Call last = lastCall(task, seed, tools);
      String before = tools.world().changes();
      tools.failNext(2);
      assertEquals(Outcome.UNAVAILABLE, tools.use(last).outcome());
      assertTrue(tools.use(last).isFailure());
      tools.waitNext(1);
      assertEquals(Outcome.PENDING, tools.use(last).outcome());
      assertEquals(before, tools.world().changes());

      Observation result = tools.use(last);
      assertFalse(result.isFailure());
      assertFalse(result.text().isEmpty());
    }
  }

  @Test
  void otherValuesAreRealThingsOfTheWorld() {
    int found = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      Task task = task(seed);
      Goal first = task.goals().getFirst();
      Observation other = tools(task, seed).use(first.call(task::decoy));
      found += other.outcome() == Outcome.OK ? 1 : 0;
    }
    assertEquals(WORLDS, found);
  }
}
