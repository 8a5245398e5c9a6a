package io.faultlore.world.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.world.Label;
import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Happening.HandedOver;
import io.faultlore.world.agent.Happening.Said;
import io.faultlore.world.agent.Happening.Used;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever reads a run can see the mistake: the proof of every mode stands in the run itself. */
class EvidenceTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int RUNS = 40;

  private record Case(List<Happening> all, int at, Said root, Transcript transcript) {
    List<Happening> before() {
      return all.subList(0, at);
    }

    Call call() {
      return root.call().orElseThrow();
    }

    boolean usedBefore(Call call) {
      return before().stream().anyMatch(h -> h instanceof Used u && u.call().equals(call));
    }

    String seenBefore() {
      StringBuilder text = new StringBuilder(transcript.question());
      for (Happening happening : before()) {
        if (happening instanceof Used used) {
          text.append('\n').append(used.observation().text());
        }
      }
      return text.toString();
    }
  }

  private static List<Case> cases(FailureMode mode) {
    AgentPlan plan =
        AgentPlan.defaults().withTeams(10).withFailingShare(1).withModes(List.of(mode));
    Runs runs = new Runs(plan, 21);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Transcript transcript = runs.ordinary(i, START).transcript();
      List<Happening> all = transcript.happenings();
      for (int at = 0; at < all.size(); at++) {
        if (all.get(at) instanceof Said said && said.blame() == Blame.ROOT) {
          cases.add(new Case(all, at, said, transcript));
        }
      }
    }
    assertTrue(cases.size() > RUNS / 2, "few cases of " + mode);
    return cases;
  }

  @Test
  void repeatedStepHasBeenMadeBefore() {
    for (Case c : cases(FailureMode.STEP_REPETITION)) {
      assertTrue(c.usedBefore(c.call()));
    }
  }

  @Test
  void lostHistoryIsMissingInTheInput() {
    for (Case c : cases(FailureMode.LOST_HISTORY)) {
      assertEquals(1, c.root().input().size());
      assertTrue(
          c.before().stream().anyMatch(h -> h instanceof Said s && s.agent() == c.root().agent()));
    }
  }

  @Test
  void mismatchSaysWhatItDoesNotCall() {
    int told = 0;
    for (Case c : cases(FailureMode.REASONING_ACTION_MISMATCH)) {
      List<String> arguments = new ArrayList<>(c.call().arguments().values());
      if (!c.root().text().isEmpty()) {
        told++;
        assertFalse(arguments.stream().allMatch(c.root().text()::contains), c.root().text());
      }
    }
    assertTrue(told > RUNS / 2);
  }

  @Test
  void wrongArgumentsAreToldAsTheyAreCalled() {
    for (Case c : cases(FailureMode.WRONG_ARGUMENTS)) {
      for (String value : c.call().arguments().values()) {
        assertTrue(c.root().text().isEmpty() || c.root().text().contains(value));
      }
    }
  }

  @Test
  void inventedResultWasGivenByNoTool() {
    for (Case c : cases(FailureMode.INVENTED_RESULT)) {
      String last = lastNumberOrName(c);
      assertTrue(last.isEmpty() || !c.seenBefore().contains(last), last);
    }
  }

  /** The first claimed value that is wrong, or the empty string when the step claims nothing. */
  private static String lastNumberOrName(Case c) {
    String[] words = c.root().text().split("[^\\p{Alnum}._/-]+", -1);
    String seen = c.seenBefore() + lastBrief(c);
    for (String word : words) {
      String plain = word.replaceAll("[.]$", "");
      if (plain.matches(".*\\d.*") && !seen.contains(plain)) {
        return plain;
      }
    }
    return "";
  }

  private static String lastBrief(Case c) {
    return c.root().input().isEmpty() ? "" : c.root().input().getFirst().text();
  }

  @Test
  void unlookedApprovalHasNoLook() {
    for (Case c : cases(FailureMode.NO_VERIFICATION)) {
      assertTrue(
          c.before().stream()
              .noneMatch(h -> h instanceof Used u && u.agent().name.equals(c.root().agent().name)));
      assertEquals(Agent.Role.REVIEWER, c.root().agent().role);
    }
  }

  @Test
  void withoutTheInformationTheNextAgentGuesses() {
    for (Case c : cases(FailureMode.WITHHELD_INFORMATION)) {
      StringBuilder known = new StringBuilder();
      List<String> guessed = new ArrayList<>();
      for (Happening happening : c.all()) {
        if (happening instanceof HandedOver handedOver) {
          known.append('\n').append(handedOver.brief());
        } else if (happening instanceof Used used) {
          used.call().arguments().values().stream()
              .filter(value -> known.indexOf(value) < 0)
              .forEach(guessed::add);
          known.append('\n').append(used.observation().text());
        }
      }
      assertFalse(guessed.isEmpty());
    }
  }

  @Test
  void loopHandsTheSameBack() {
    for (Case c : cases(FailureMode.AGENT_LOOP)) {
      long handOvers =
          c.all().subList(c.at(), c.all().size()).stream()
              .filter(HandedOver.class::isInstance)
              .count();
      assertTrue(handOvers >= 2);
      assertTrue(
          c.all().subList(c.at(), c.all().size()).stream().noneMatch(Used.class::isInstance));
      assertTrue(c.transcript().cutOff());
    }
  }

  @Test
  void symptomsComeAfterTheirCause() {
    for (FailureMode mode : FailureMode.values()) {
      for (Case c : cases(mode)) {
        assertTrue(
            c.before().stream()
                .noneMatch(
                    h ->
                        (h instanceof Said s && s.blame() != Blame.NONE)
                            || (h instanceof Used u && u.blame() != Blame.NONE)));
      }
    }
  }

  @Test
  void variantsOfAQuestionShareTheirGroupAndDifferInWords() {
    Runs runs = new Runs(AgentPlan.defaults().withTeams(10).withFailingShare(0), 3);
    Map<String, Set<String>> questions = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      Runs.Played played = runs.ordinary(i, START);
      Label.Run run =
          played.recording().labels().stream()
              .map(Recorder.Judged::label)
              .filter(Label.Run.class::isInstance)
              .map(Label.Run.class::cast)
              .findFirst()
              .orElseThrow();
      questions
          .computeIfAbsent(run.group(), _ -> new HashSet<>())
          .add(played.transcript().question());
    }
    assertTrue(questions.size() >= 30, "groups " + questions.size());
    assertTrue(questions.values().stream().mapToInt(Set::size).sum() > 290);
  }
}
