package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** How control goes from agent to agent in a team. */
final class HandOvers {
  static final String PREFIX = "transfer_to_";

  private final Scene scene;
  private final Agent planner;

  HandOvers(Scene scene, Agent planner) {
    this.scene = scene;
    this.planner = planner;
  }

  static String tool(Agent to) {
    return PREFIX + to.name;
  }

  /** An agent's last words of its turn; control goes to another, directly or by the planner. */
  void pass(Agent from, Agent to, String text, Map<String, String> told, Blame blame) {
    Stage stage = scene.stage();
    if (scene.team().topology() == Team.Topology.SWARM) {
      stage.handOver(from, to, text, told, blame);
      stage.end(text);
      stage.start(to, from.name, text);
    } else if (from == planner) {
      stage.handOver(from, to, text, told, blame);
      stage.start(to, from.name, text);
    } else {
      stage.say(from, text, told, blame);
      stage.end(text);
      planner.hear(Agent.Message.user(from.name + ": " + text));
      planner.learn(told);
      if (to != planner) {
        String relay = scene.voice().say("relay") + ' ' + text;
        stage.handOver(planner, to, relay, told, Blame.NONE);
        stage.start(to, planner.name, relay);
      }
    }
    to.learn(told);
  }

  /** A worker passes on what it has found and done. */
  void report(Agent worker, Agent to) {
    SequencedMap<String, String> told = reported(worker);
    worker.seen.clear();
    worker.puzzled = false;
    pass(worker, to, scene.voice().report(told), told, Blame.NONE);
  }

  /** What a report tells: the answer, and what a look at the work needs. */
  SequencedMap<String, String> reported(Agent worker) {
    Set<String> names = new LinkedHashSet<>(scene.task().answer());
    names.addAll(scene.task().check().look().slots().values());
    return Values.only(worker.knows, names);
  }
}
