package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import java.util.List;
import java.util.SequencedMap;

/** A worker's way from goal to goal, with the mistake where it strikes. */
final class Pursuit {
  private static final double LOOKS_AGAIN = .5;
  private static final double REPORTS_EARLY = .35;

  private final Scene scene;
  private final Work work;
  private final Mistakes mistakes;
  private final HandOvers handOvers;
  private final Agent planner;

  Pursuit(Scene scene, Work work, HandOvers handOvers, Agent planner) {
    this.scene = scene;
    this.work = work;
    this.mistakes = new Mistakes(scene, work);
    this.handOvers = handOvers;
    this.planner = planner;
  }

  /**
   * Goals one after the other.
   *
   * @param to exclusive
   * @param lags whether the task's last goal is reached on a copy that lags behind
   * @return false when the worker ends before its goals are reached
   */
  boolean reach(Agent worker, int from, int to, boolean lags) {
    SequencedMap<String, String> brief = Values.copy(worker.knows);
    List<Goal> goals = scene.task().goals();
    int redoneTo = from;
    boolean struck = false;
    for (int i = from; i < to; i++) {
      if (lags && i == goals.size() - 1) {
        scene.tools().lagNext();
      }
      if (struck || !scene.flaw().strikes(i)) {
        work.reach(worker, goals.get(i), i < redoneTo ? Blame.SYMPTOM : Blame.NONE);
        if (i + 1 < to) {
          reportEarly(worker);
        }
        continue;
      }
      struck = true;
      switch (mistakes.make(scene.flaw().mode().orElseThrow(), worker, goals.get(i))) {
        case GO_ON -> {}
        case START_ANEW -> {
          worker.learn(brief);
          redoneTo = i;
          i = from - 1;
          struck = !mistakes.again();
        }
        case END -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Now and then a worker tells what there is so far, and goes back to work. */
  private void reportEarly(Agent worker) {
    if (work.hasSpareRounds() && Chance.happens(REPORTS_EARLY, scene.chance())) {
      handOvers.report(worker, planner);
      handOvers.pass(planner, worker, scene.voice().say("go.on"), Values.of(), Blame.NONE);
    }
  }

  /**
   * A careful worker looks at what it has changed; the call may be an old one, its result is not.
   */
  void lookAgain(Agent worker) {
    Goal look = scene.task().check().look();
    Goal last = scene.task().goals().getLast();
    if (scene.tools().world().writes(last.tool()) && Chance.happens(LOOKS_AGAIN, scene.chance())) {
      Call call = work.callFor(worker, look);
      work.make(worker, look, call, work.doing(worker, call), Blame.NONE);
      worker.seen.clear();
    }
  }
}
