package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Observation.Outcome;
import java.util.List;
import java.util.SequencedMap;

/** How a reviewer looks at a worker's report. */
final class Review {
  private static final int REJECTIONS_MAX = 2;
  private static final double ASKS_BACK = .12;
  private static final double NODS = .5;

  private final Scene scene;
  private final Work work;
  private final HandOvers handOvers;

  Review(Scene scene, Work work, HandOvers handOvers) {
    this.scene = scene;
    this.work = work;
    this.handOvers = handOvers;
  }

  /** Starts when the reviewer has the report, ends when the planner has the verdict. */
  void hold(Agent reviewer, Agent worker, Agent planner) {
    scene.tools().catchUp();
    if (Chance.happens(ASKS_BACK, scene.chance())) {
      handOvers.pass(reviewer, worker, scene.voice().say("ask.back"), Values.of(), Blame.NONE);
      handOvers.report(worker, reviewer);
    }
    for (int rejections = 0; ; rejections++) {
      SequencedMap<String, String> told = handOvers.reported(worker);
      boolean mistaken = rejections == 0;
      if (mistaken && scene.flaw().is(FailureMode.NO_VERIFICATION)) {
        approve(reviewer, planner, told, Blame.ROOT);
        return;
      }
      boolean blind = mistaken && scene.flaw().is(FailureMode.WRONG_VERIFICATION);
      boolean elsewhere = blind && scene.chance().nextBoolean();
      String reported = told.getOrDefault(scene.task().check().variable(), "");
      String seen = canLook(reviewer) ? look(reviewer, elsewhere) : "";
      if ((seen.equals(reported) && !seen.isEmpty()) || blind) {
        approve(reviewer, planner, told, blind && !elsewhere ? Blame.ROOT : Blame.NONE);
        return;
      }
      if (rejections == REJECTIONS_MAX) {
        handOvers.pass(reviewer, planner, scene.voice().say("unsure"), told, Blame.NONE);
        return;
      }
      reject(reviewer, worker, seen, reported, Blame.NONE);
      if (scene.flaw().is(FailureMode.AGENT_LOOP)) {
        goRound(reviewer, worker, seen, reported, told);
      }
      redo(worker);
      handOvers.report(worker, reviewer);
    }
  }

  private boolean canLook(Agent reviewer) {
    return reviewer.knows.keySet().containsAll(scene.task().check().look().slots().values());
  }

  /** The last goal once more, and before it what was never reached. */
  private void redo(Agent worker) {
    List<Goal> goals = scene.task().goals();
    for (Goal goal : goals) {
      if (goal.equals(goals.getLast()) || !worker.knows.keySet().containsAll(goal.yields())) {
        work.reach(worker, goal, Blame.NONE);
      }
    }
  }

  private String look(Agent reviewer, boolean elsewhere) {
    Task.Check check = scene.task().check();
    Call call =
        check
            .look()
            .call(v -> elsewhere ? scene.task().decoy(v) : reviewer.knows.getOrDefault(v, ""));
    Blame blame = elsewhere ? Blame.ROOT : Blame.NONE;
    reviewer.seen.clear();
    Observation seen =
        work.make(reviewer, check.look(), call, scene.voice().step(Values.of(), call), blame);
    return seen.outcome() == Outcome.OK ? seen.facts().getOrDefault(check.fact(), "") : "";
  }

  private void approve(
      Agent reviewer, Agent planner, SequencedMap<String, String> told, Blame blame) {
    // In a team of calls the planner has the report already, and a nod is enough.
    boolean nods =
        scene.team().topology() == Team.Topology.SUPERVISOR && Chance.happens(NODS, scene.chance());
    String text = scene.voice().approval(nods ? Values.of() : told);
    handOvers.pass(reviewer, planner, text, told, blame);
  }

  private void reject(Agent reviewer, Agent worker, String seen, String reported, Blame blame) {
    String name = scene.task().check().variable();
    String text =
        seen.isEmpty() || reported.isEmpty()
            ? scene.voice().say("reject.bare")
            : scene.voice().rejection(name, seen, reported);
    handOvers.pass(reviewer, worker, text, Values.of(), blame);
  }

  /** The worker hands back what it had, the reviewer says what it said, until the limit. */
  private void goRound(
      Agent reviewer,
      Agent worker,
      String seen,
      String reported,
      SequencedMap<String, String> told) {
    Blame blame = Blame.ROOT;
    while (true) {
      handOvers.pass(worker, reviewer, scene.voice().report(told), told, blame);
      blame = Blame.SYMPTOM;
      reject(reviewer, worker, seen, reported, blame);
    }
  }
}
