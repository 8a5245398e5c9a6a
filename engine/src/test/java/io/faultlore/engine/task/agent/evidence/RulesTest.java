package io.faultlore.engine.task.agent.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.HashingTextEncoder;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.task.FailureMode;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule fires on what it is for and keeps quiet on what only looks like it. */
class RulesTest {
  private static final String ORDERS = "{\"orders\": [\"A-17 left the depot\", \"B-4 is packed\"]}";

  @Test
  void theSameCallAgainIsALoop() {
    Script run = script().calls("clerk", "list_orders", "{\"page\": 1}");
    run.calls("clerk", "list_orders", "{\"page\": 1}");
    run.calls("clerk", "list_orders", "{\"page\": 1}");
    assertEquals(List.of(), holding(run.steps().subList(0, 1)));
    EvidenceRow third = last(run.steps());
    assertTrue(Rules.holding(third.features()).contains(Rules.REPEATED_CALL));
    assertEquals(FailureMode.LOOP, Rules.REPEATED_CALL.mode());
    assertTrue(Rules.REPEATED_CALL.say(third).contains("2 times before"));
  }

  @Test
  void theNextPageIsNoLoop() {
    Script run = script().calls("clerk", "list_orders", "{\"page\": 1}");
    run.calls("clerk", "list_orders", "{\"page\": 2}");
    assertFalse(holding(run).contains(Rules.REPEATED_CALL));
  }

  @Test
  void aResultThatChangesEndsNoLoopButWaitsAndTheSameResultIsOne() {
    Script polls = script();
    Script loops = script();
    for (int part : List.of(5, 35, 70)) {
      for (Script run : List.of(polls, loops)) {
        int progress = run == polls ? part : 5;
        run.calls("clerk", "job_status", "{\"job\": \"b-17\"}");
        run.gets(
            "job_status",
            "{\"job\": \"b-17\"}",
            "{\"state\": \"running\", \"progress\": " + progress + "}");
      }
    }
    assertEquals(List.of(), loopRules(polls));
    assertTrue(loopRules(loops).contains(Rules.REPEATED_CALL));
    assertTrue(loopRules(loops).contains(Rules.REPEATED_OBSERVATION));
    assertTrue(StepFeature.RULES.of(last(loops.steps()).features()) >= Rules.FAILING);
  }

  @Test
  void withoutToolSpansTheAnswerThatIsHeardTellsWhetherItChanged() {
    Script polls = script();
    Script loops = script();
    for (int part : List.of(5, 35, 70)) {
      polls.asks("clerk", "{\"progress\": " + part + "}", "job_status", "{\"job\": 17}");
      loops.asks("clerk", "{\"progress\": 5}", "job_status", "{\"job\": 17}");
    }
    assertFalse(loopRules(polls).contains(Rules.REPEATED_CALL));
    assertTrue(loopRules(loops).contains(Rules.REPEATED_CALL));
  }

  private static List<Rules> loopRules(Script run) {
    return holding(run).stream().filter(rule -> rule.mode() == FailureMode.LOOP).toList();
  }

  @Test
  void anAgentThatRepeatsItselfIsALoopAndAnEchoByAnotherIsNot() {
    String text = "I will ask the depot about order A-17 first.";
    assertTrue(
        holding(script().says("clerk", text).says("clerk", text)).contains(Rules.REPEATED_OUTPUT));
    assertFalse(
        holding(script().says("clerk", text).says("boss", text)).contains(Rules.REPEATED_OUTPUT));
  }

  @Test
  void aResultThatComesTwiceIsALoopUnlessItIsBare() {
    Script again = script().gets("list_orders", "1", ORDERS).gets("list_orders", "2", ORDERS);
    assertTrue(holding(again).contains(Rules.REPEATED_OBSERVATION));
    Script bare = script().gets("list_orders", "1", "[]").gets("list_orders", "2", "[]");
    assertFalse(holding(bare).contains(Rules.REPEATED_OBSERVATION));
  }

  @Test
  void aToolErrorThatRepeatsIsCountedAndQuoted() {
    Script run = script();
    for (int page = 1; page <= 3; page++) {
      run.gets("list_orders", "page " + page, "ValueError: no depot of that name " + page);
    }
    EvidenceRow third = last(run.steps());
    assertEquals(Rules.TOOL_FAILURE, Rules.holding(third.features()).getFirst());
    assertTrue(StepFeature.RULES.of(third.features()) >= Rules.FAILING);
    String said = Rules.TOOL_FAILURE.say(third);
    assertTrue(said.contains("ValueError:") && said.contains("3 times in a row"), said);
  }

  @Test
  void aToolThatWorkedAgainEndsTheRow() {
    Script run = script().gets("list_orders", "1", "ValueError: no depot of that name");
    run.gets("list_orders", "2", ORDERS).gets("list_orders", "3", "KeyError: 'depot'");
    EvidenceRow third = last(run.steps());
    assertFalse(Rules.TOOL_FAILURE.say(third).contains("in a row"));
    assertEquals(List.of(), holding(run.steps().subList(0, 2)));
  }

  @Test
  void aResultThatOnlyMentionsErrorsIsNoFailure() {
    String report = "{\"report\": \"17 errors were fixed last week, none is open\"}";
    assertFalse(holding(script().gets("report", "{}", report)).contains(Rules.TOOL_FAILURE));
  }

  @Test
  void whatWasReadMayBeFullOfErrors() {
    String source =
        """
        function login(u) {
          if (!u) throw new TypeError("Error: user is required");
          // 403 Forbidden when the session is stale
          while (steps < max_iterations) { if (max_steps == 100) retry(); }
        }
        """;
    String log = "09:00 job started\n09:01 ValueError: no depot\n09:01 exit code: 3\n09:02 again";
    String policy = "Returns are not allowed for sale items.";
    String handler = "try:\n  ship()\nexcept ValueError:\n  pass\nmax_iterations=100";
    for (String read : List.of(source, log, policy, handler)) {
      for (String tool : List.of("read_file", "cat", "policy")) {
        EvidenceRow row = last(script().gets(tool, "it", read).steps());
        assertTrue(StepFeature.RULES.of(row.features()) < Rules.FAILING, tool + ": " + read);
        assertFalse(Rules.holding(row.features()).contains(Rules.TOOL_FAILURE), tool + ": " + read);
      }
    }
  }

  @Test
  void aCallThatFailedSaysSoWhereItBeginsOrEnds() {
    for (String failure :
        List.of(
            "Error: no such depot",
            "timeout after 10 s",
            "Traceback (most recent call last):\n  File \"a.py\"\n  ship()\nKeyError: 'depot'",
            "loading\nparsing\nshipping\nmill.errors.DepotError: closed",
            "building\nlinking\npacking\nbash: mill: command not found",
            "Call id: 7\nError:\nno such depot\nTry another.",
            "one\ntwo\nthree\nexit code: 2")) {
      assertTrue(
          holding(script().gets("ship", "A-17", failure)).contains(Rules.TOOL_FAILURE), failure);
    }
    assertTrue(
        holding(script().gets("read_file", "a", "Error: no such file"))
            .contains(Rules.TOOL_FAILURE));
  }

  @Test
  void anExitCodeSaysMoreThanWords() {
    String grep = "(nothing printed)\nexit code: 1";
    assertFalse(holding(script().gets("bash", "grep x", grep)).contains(Rules.TOOL_FAILURE));
    String tests = "2 failed: login, logout\nexit code: 1";
    assertTrue(holding(script().gets("bash", "make test", tests)).contains(Rules.TOOL_FAILURE));
    String fine = "Error: was the word that we looked for\nexit code: 0";
    assertFalse(holding(script().gets("bash", "cat log", fine)).contains(Rules.TOOL_FAILURE));
  }

  @Test
  void aLimitThatIsOnlySetStopsNobody() {
    for (String set :
        List.of("Use max_iterations=100 here.", "The maximum number of steps is 20.")) {
      assertFalse(holding(script().says("clerk", set)).contains(Rules.AT_THE_LIMIT), set);
    }
    for (String hit :
        List.of(
            "Max rounds (30) reached.",
            "Recursion limit of 25 reached.",
            "Stopped: exceeded the maximum number of turns")) {
      assertTrue(holding(script().says("clerk", hit)).contains(Rules.AT_THE_LIMIT), hit);
    }
  }

  @Test
  void aModelThatSaysNothingAndCallsNothingIsEmpty() {
    assertTrue(holding(script().says("clerk", "  ")).contains(Rules.EMPTY));
    assertFalse(holding(script().calls("clerk", "list_orders", "{}")).contains(Rules.EMPTY));
    assertFalse(holding(script().gets("close_order", "A-17", "")).contains(Rules.EMPTY));
  }

  @Test
  void reachingTheRoundLimitIsSaidWithTheNumberOfSteps() {
    Script run = script().says("clerk", "First the depots.").says("clerk", "Then the lorries.");
    run.hears("clerk", "Maximum number of turns reached, stopping.", "I stop here.");
    EvidenceRow third = last(run.steps());
    assertEquals(Rules.AT_THE_LIMIT, Rules.holding(third.features()).getFirst());
    assertTrue(Rules.AT_THE_LIMIT.say(third).contains("after 3 steps"));
  }

  @Test
  void aLimitThatIsNoLimitOfRoundsIsQuiet() {
    Script run = script().says("clerk", "The maximum number of parcels per lorry is 40.");
    assertFalse(holding(run).contains(Rules.AT_THE_LIMIT));
  }

  @Test
  void argumentsThatDoNotCloseAreMalformed() {
    assertEquals(
        Rules.MALFORMED,
        holding(script().calls("clerk", "move", "{\"order\": \"A-17\", \"to\": ")).getFirst());
    assertTrue(
        holding(script().calls("clerk", "move", "{\"order\": \"A-17}")).contains(Rules.MALFORMED));
    assertTrue(holding(script().calls("clerk", "", "{}")).contains(Rules.MALFORMED));
  }

  @Test
  void escapedQuotesAndPlainTextArgumentsAreNotMalformed() {
    assertFalse(
        holding(script().calls("clerk", "note", "{\"text\": \"a 5\\\" pipe\"}"))
            .contains(Rules.MALFORMED));
    assertFalse(
        holding(script().calls("clerk", "search", "late orders")).contains(Rules.MALFORMED));
  }

  @Test
  void refusedAccessFiresAndTalkAboutAccessDoesNot() {
    Script refused = script().gets("open_page", "depot.example", "Verify you are human (captcha)");
    assertTrue(holding(refused).contains(Rules.GUARDED));
    Script open = script().gets("open_page", "depot.example", "The gate has access for lorries");
    assertFalse(holding(open).contains(Rules.GUARDED));
  }

  @Test
  void argumentsFromNowhereAreUngroundedAndHeardOnesAreNot() {
    Script invented = script().hears("clerk", "Cancel it.", "Which one?");
    invented.calls("clerk", "cancel", "{\"order\": \"QX-9041\"}");
    assertTrue(holding(invented).contains(Rules.UNGROUNDED_ARGUMENTS));
    Script heard = script().hears("clerk", "Cancel order QX-9041.", "Gladly.");
    heard.calls("clerk", "cancel", "{\"order\": \"QX-9041\"}");
    assertFalse(holding(heard).contains(Rules.UNGROUNDED_ARGUMENTS));
  }

  @Test
  void aLedgerWithoutProgressFiresUntilProgressIsMade() {
    Script run = script().says("planner", "{\"is_progress_being_made\": {\"answer\": false}}");
    assertTrue(holding(run).contains(Rules.NO_PROGRESS));
    run.says("planner", "{\"is_progress_being_made\": {\"answer\": true}}");
    assertFalse(holding(run).contains(Rules.NO_PROGRESS));
  }

  @Test
  void withoutContentTheErrorMarkAloneIsAFailure() {
    EvidenceRow marked = last(script().blind("list_orders", true).steps());
    assertTrue(StepFeature.RULES.of(marked.features()) >= Rules.FAILING);
    EvidenceRow unmarked = last(script().blind("list_orders", false).steps());
    assertEquals(0, StepFeature.RULES.of(unmarked.features()));
  }

  @Test
  void withoutContentNobodyKnowsWhetherACallIsTheSame() {
    Script run = script().blind("list_orders", false).blind("list_orders", false);
    assertEquals(List.of(), holding(run));
  }

  private static Script script() {
    return new Script("shop", "r");
  }

  private static List<Rules> holding(Script run) {
    return holding(run.steps());
  }

  private static List<Rules> holding(List<Step> steps) {
    return Rules.holding(last(steps).features());
  }

  /** The evidence of the last of these steps. */
  private static EvidenceRow last(List<Step> steps) {
    OpenRun open =
        new OpenRun(
            "trace", false, steps.getFirst(), new HashingTextEncoder(64), AgentConfig.defaults());
    EvidenceRow row = open.add(steps.getFirst());
    for (Step step : steps.subList(1, steps.size())) {
      row = open.add(step);
    }
    return row;
  }
}
