package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Stage.RoundsExhausted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** One run from question to answer. */
final class Episode {
  private static final double THINKS_FIRST = .2;
  private static final double REVIEWED = .7;
  private static final double LAGS = .2;
  private static final double TERSE = .25;

  private final Scene scene;
  private final Oracle oracle;
  private final Pursuit pursuit;
  private final HandOvers handOvers;
  private final Review review;
  private final Agent planner;
  private final Agent reviewer;
  private final List<Agent> workers = new ArrayList<>();
  private boolean endedEarly;
  private String answer = "";
  private SequencedMap<String, String> answered = Values.of();

  Episode(Scene scene, Oracle oracle) {
    this.scene = scene;
    this.oracle = oracle;
    Team team = scene.team();
    planner = agent(team.planner(), Agent.Role.PLANNER);
    reviewer = agent(team.reviewer(), Agent.Role.REVIEWER);
    team.workers().forEach(name -> workers.add(agent(name, Agent.Role.WORKER)));
    Work work = new Work(scene);
    handOvers = new HandOvers(scene, planner);
    pursuit = new Pursuit(scene, work, handOvers, planner);
    review = new Review(scene, work, handOvers);
  }

  private Agent agent(String name, Agent.Role role) {
    return new Agent(name, role, scene.voice().system(role, scene.team().family()));
  }

  Transcript play() {
    String question = scene.voice().question(scene.task());
    boolean cutOff = false;
    try {
      lead(question);
    } catch (RoundsExhausted limit) {
      cutOff = true;
    }
    boolean right =
        !cutOff
            && scene.tools().world().changes().equals(oracle.changes())
            && Values.only(oracle.variables(), scene.task().answer()).equals(answered);
    return new Transcript(question, answer, scene.stage().happenings(), cutOff, !right);
  }

  private void lead(String question) {
    scene.stage().start(planner, "", question);
    planner.learn(scene.task().parameters());
    if (Chance.happens(THINKS_FIRST, scene.chance())) {
      scene.stage().say(planner, scene.voice().say("think"), Values.of(), Blame.NONE);
    }
    boolean reviewed = Chance.happens(REVIEWED, scene.chance()) || scene.flaw().needsLag();
    // Nobody would notice without a review, and nobody would be to blame.
    boolean lags = (Chance.happens(LAGS, scene.chance()) && reviewed) || scene.flaw().needsLag();
    Agent worker = workThrough(brief(), lags);
    if (!endedEarly && !lags) {
      pursuit.lookAgain(worker);
    }
    // Who ends too early is often not looked at either: the planner takes it for the answer.
    if (reviewed && !(endedEarly && scene.chance().nextBoolean())) {
      handOvers.report(worker, reviewer);
      review.hold(reviewer, worker, planner);
    } else {
      handOvers.report(worker, planner);
    }
    answer();
  }

  private Agent brief() {
    SequencedMap<String, String> told = new LinkedHashMap<>(scene.task().parameters());
    Blame blame = Blame.NONE;
    if (scene.flaw().is(FailureMode.WITHHELD_INFORMATION)) {
      told.remove(scene.flaw().variable());
      blame = Blame.ROOT;
    }
    String text = scene.voice().plan(scene.task().goals()) + ' ' + scene.voice().brief(told);
    handOvers.pass(planner, workers.getFirst(), text, told, blame);
    return workers.getFirst();
  }

  /** The worker that has the last word. */
  private Agent workThrough(Agent first, boolean lags) {
    int goals = scene.task().goals().size();
    boolean shared = workers.size() > 1 && !scene.flaw().is(FailureMode.LOST_HISTORY);
    int split = shared ? 1 + scene.chance().nextInt(goals - 1) : goals;
    endedEarly = !pursuit.reach(first, 0, split, lags);
    if (split == goals || endedEarly) {
      return first;
    }
    Agent second = workers.getLast();
    SequencedMap<String, String> told = Values.copy(first.knows);
    first.seen.clear();
    handOvers.pass(first, second, scene.voice().report(told), told, Blame.NONE);
    endedEarly = !pursuit.reach(second, split, goals, lags);
    return second;
  }

  private void answer() {
    List<String> asked = scene.task().answer();
    answered = Values.only(planner.knows, asked);
    answer = scene.voice().answer(answered, Chance.happens(TERSE, scene.chance()));
    // What is left out is as wrong as what is told wrong.
    SequencedMap<String, String> relied = new LinkedHashMap<>(answered);
    asked.forEach(name -> relied.putIfAbsent(name, ""));
    scene.stage().say(planner, answer, relied, Blame.NONE);
    scene.stage().end(answer);
  }
}
