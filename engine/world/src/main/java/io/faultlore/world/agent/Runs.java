package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Plays runs; the same number gives the same run, whatever was played before. */
final class Runs {
  /** Draws of a task until one gives occasion for a mistake; every mode has one in eight. */
  private static final int DRAWS_MAX = 200;

  /** A played run, recorded. */
  record Played(Recorder.Recording recording, Transcript transcript) {}

  /** A task that gives occasion for the mistake, in its world. */
  private record Setting(Task task, Flaw flaw, Oracle oracle, long worldSeed) {}

  private final AgentPlan plan;
  private final long seed;
  private final Grammar grammar = Grammar.load();
  private final List<Team> teams = new ArrayList<>();

  Runs(AgentPlan plan, long seed) {
    this.plan = plan;
    this.seed = seed;
    List<Family> families = List.of(Family.values());
    List<TelemetryForm> forms = plan.installed().forms();
    for (int i = 0; i < plan.installed().teams(); i++) {
      Family family = families.get(i % families.size());
      // Turns of forms move on after each round of families, so that every pair comes up.
      TelemetryForm form = forms.get((i + i / families.size()) % forms.size());
      teams.add(Team.draw(i + 1, family, form, Chance.of(seed, "team", i)));
    }
  }

  List<Team> teams() {
    return List.copyOf(teams);
  }

  /** A run that may or may not go wrong. */
  Played ordinary(long number, long startUnixNano) {
    RandomGenerator chance = Chance.of(seed, "flaw", number);
    Optional<FailureMode> mode =
        Chance.happens(plan.failing().share(), chance)
            ? Optional.of(Chance.one(plan.failing().modes(), chance))
            : Optional.empty();
    return play("run-" + number, Chance.seed(seed, "run", number), mode, startUnixNano);
  }

  /** A run whose mistake is given; of several tries the first that really fails. */
  Played injected(int number, FailureMode mode, long startUnixNano) {
    for (int attempt = 0; attempt < DRAWS_MAX; attempt++) {
      long own = Chance.seed(Chance.seed(seed, "injected", number), "attempt", attempt);
      Played played = play("injected-" + number, own, Optional.of(mode), startUnixNano);
      if (played.transcript().failed()) {
        return played;
      }
    }
    throw new IllegalStateException("no run fails by " + mode);
  }

  private Played play(String id, long runSeed, Optional<FailureMode> mode, long startUnixNano) {
    Team team = Chance.one(teams, Chance.of(runSeed, "which", 0));
    Setting setting = setting(team.family(), runSeed, mode);
    Tools tools =
        new Tools(
            team.family(), setting.worldSeed(), team.results(), Chance.of(runSeed, "tools", 0));
    Task task = setting.task();
    Oracle oracle = setting.oracle();
    Scene scene =
        new Scene(
            team,
            task,
            setting.flaw(),
            tools,
            new Stage(tools, oracle.variables(), team.roundsMax()),
            new Voice(grammar, plan.installed().wording(), Chance.of(runSeed, "words", 0)),
            Chance.of(runSeed, "decisions", 0));
    Transcript transcript = new Episode(scene, oracle).play();
    Recorder recorder =
        new Recorder(
            id,
            team,
            mode.map(FailureMode::word).orElse(""),
            plan.load().paceSeconds(),
            Chance.of(runSeed, "timing", 0),
            Chance.of(runSeed, "ids", 0));
    return new Played(recorder.record(transcript, startUnixNano, task.group()), transcript);
  }

  private static Setting setting(Family family, long runSeed, Optional<FailureMode> mode) {
    for (int draw = 0; draw < DRAWS_MAX; draw++) {
      long worldSeed = Chance.seed(runSeed, "world", draw);
      RandomGenerator chance = Chance.of(runSeed, "task", draw);
      Sandbox world = family.open(worldSeed, true);
      Task task = world.draw(chance);
      Oracle oracle = Oracle.of(task, world);
      if (mode.isEmpty()) {
        return new Setting(task, Flaw.NONE, oracle, worldSeed);
      }
      Optional<Flaw> flaw = new Occasions(mode.get(), task, oracle).draw(chance);
      if (flaw.isPresent()) {
        return new Setting(task, flaw.get(), oracle, worldSeed);
      }
    }
    throw new IllegalStateException("no task gives occasion for " + mode);
  }
}
