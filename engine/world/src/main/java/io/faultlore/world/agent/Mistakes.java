package io.faultlore.world.agent;

import io.faultlore.world.agent.Happening.Blame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** What a worker does in place of its goal when the mistake strikes there. */
final class Mistakes {
  /** What becomes of the worker's other goals. */
  enum Next {
    GO_ON,
    START_ANEW,
    END
  }

  /** Whoever does not see that the work is done often does not tell its result. */
  private static final double LEAVES_OUT_THE_END = .5;

  private final Scene scene;
  private final Work work;
  private int losses;
  private boolean forever;

  Mistakes(Scene scene, Work work) {
    this.scene = scene;
    this.work = work;
  }

  Next make(FailureMode mode, Agent worker, Goal goal) {
    return switch (mode) {
      case STEP_REPETITION -> repeat(worker, goal);
      case LOST_HISTORY -> lose(worker);
      case DISOBEYED_INSTRUCTION -> disobey(worker, goal);
      case WRONG_TOOL -> takeOtherTool(worker, goal);
      case WRONG_ARGUMENTS -> takeOtherValue(worker, goal);
      case ROUND_LIMIT -> workOn(worker, goal);
      case IGNORED_TOOL_RESULT -> ignore(worker, goal);
      case INVENTED_RESULT -> invent(worker, goal);
      case DERAILMENT -> derail(worker);
      case REASONING_ACTION_MISMATCH -> sayOther(worker, goal);
      case PREMATURE_END -> {
        worker.owes(Blame.ROOT);
        yield Next.END;
      }
      // Those are made by others; the worker does as well as it can.
      case WITHHELD_INFORMATION, AGENT_LOOP, NO_VERIFICATION, WRONG_VERIFICATION -> {
        work.reach(worker, goal, Blame.NONE);
        yield Next.GO_ON;
      }
    };
  }

  private Next repeat(Agent worker, Goal goal) {
    work.reach(worker, goal, Blame.NONE);
    RandomGenerator chance = scene.chance();
    int times = chance.nextBoolean() ? scene.stage().roundsLeft() : 2 + chance.nextInt(4);
    for (int i = 0; i < times; i++) {
      work.reach(worker, goal, i == 0 ? Blame.ROOT : Blame.SYMPTOM);
    }
    return Next.GO_ON;
  }

  /** Whether history will be lost another time; for some agents it always is. */
  boolean again() {
    losses++;
    return forever || losses < 2;
  }

  private Next lose(Agent worker) {
    if (losses == 0) {
      forever = Chance.happens(.4, scene.chance());
    }
    worker.forget();
    worker.owes(losses == 0 ? Blame.ROOT : Blame.SYMPTOM);
    return Next.START_ANEW;
  }

  private Next disobey(Agent worker, Goal goal) {
    work.reach(worker, goal, Blame.NONE);
    work.reach(worker, scene.task().forbidden().getFirst(), Blame.ROOT);
    return Next.GO_ON;
  }

  private Next takeOtherTool(Agent worker, Goal goal) {
    work.reach(worker, goal.mistaken().getFirst(), Blame.ROOT);
    return Next.GO_ON;
  }

  private Next takeOtherValue(Agent worker, Goal goal) {
    work.reach(worker, goal, otherCall(worker, goal), Blame.ROOT);
    return Next.GO_ON;
  }

  private Next sayOther(Agent worker, Goal goal) {
    String text = work.doing(worker, work.callFor(worker, goal));
    Observation result = work.make(worker, goal, otherCall(worker, goal), text, Blame.ROOT);
    worker.seen.clear();
    worker.seen.putAll(goal.read(result));
    worker.learn(worker.seen);
    return Next.GO_ON;
  }

  private Next ignore(Agent worker, Goal goal) {
    work.reach(worker, goal, Blame.NONE);
    believe(worker, goal);
    return Next.GO_ON;
  }

  private Next invent(Agent worker, Goal goal) {
    believe(worker, goal);
    return Next.GO_ON;
  }

  /** Holds for true what no tool said; the next sentence tells it. */
  private void believe(Agent worker, Goal goal) {
    worker.seen.clear();
    worker.seen.putAll(Values.only(scene.task().decoys(), goal.yields()));
    worker.learn(worker.seen);
    worker.puzzled = false;
    worker.owes(Blame.ROOT);
  }

  private Next derail(Agent worker) {
    SequencedMap<String, String> own = new LinkedHashMap<>(worker.knows);
    worker.knows.putAll(scene.task().decoys());
    Blame blame = Blame.ROOT;
    for (Goal goal : scene.task().stray()) {
      work.reach(worker, goal, blame);
      blame = Blame.SYMPTOM;
    }
    worker.knows.clear();
    worker.knows.putAll(own);
    return Chance.happens(.4, scene.chance()) ? Next.GO_ON : Next.END;
  }

  private Next workOn(Agent worker, Goal goal) {
    work.reach(worker, goal, Blame.NONE);
    List<Goal> reads = new ArrayList<>(scene.task().goals());
    reads.removeIf(read -> scene.tools().world().writes(read.tool()));
    if (Chance.happens(LEAVES_OUT_THE_END, scene.chance())) {
      worker.seen.clear();
    }
    Blame blame = Blame.ROOT;
    while (true) {
      Goal read = Chance.one(reads, scene.chance());
      Call call =
          scene.chance().nextBoolean()
              ? read.call(scene.task()::decoy)
              : work.callFor(worker, read);
      work.make(worker, read, call, work.doing(worker, call), blame);
      worker.seen.clear();
      blame = Blame.SYMPTOM;
    }
  }

  private Call otherCall(Agent worker, Goal goal) {
    String variable = scene.flaw().variable();
    return goal.call(
        v ->
            v.equals(variable)
                ? scene.task().decoy(v)
                : worker.knows.getOrDefault(v, scene.task().decoy(v)));
  }
}
