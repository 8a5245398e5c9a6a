package io.faultlore.world.agent;

import java.time.Duration;
import java.util.List;

/** What kind of agent world is wanted: who is installed, how much they do, what goes wrong. */
public record AgentPlan(Installed installed, Load load, Failing failing) {

  /**
   * Who is there.
   *
   * @param teams number of teams, 1 to 1,000; families and forms are dealt out in turn
   */
  public record Installed(int teams, List<TelemetryForm> forms, Wording wording) {
    private static final int TEAMS_MAX = 1_000;

    public Installed {
      forms = List.copyOf(forms);
      if (forms.isEmpty()) {
        throw new IllegalArgumentException("forms must not be empty");
      }
      if (teams < 1 || teams > TEAMS_MAX) {
        throw new IllegalArgumentException("teams must be 1 to " + TEAMS_MAX);
      }
    }
  }

  /**
   * How much there is to do.
   *
   * @param runsPerMinute mean of the Poisson arrivals of all teams together, 0 to 6,000
   * @param paceSeconds mean length of a model call, above 0 and at most 600
   */
  public record Load(double runsPerMinute, double paceSeconds) {
    /** More than any installation starts; keeps what is under way in memory small. */
    private static final int RUNS_PER_MINUTE_MAX = 6_000;

    private static final int PACE_SECONDS_MAX = 600;

    public Load {
      if (!(runsPerMinute >= 0 && runsPerMinute <= RUNS_PER_MINUTE_MAX)) {
        throw new IllegalArgumentException("runs per minute must be 0 to " + RUNS_PER_MINUTE_MAX);
      }
      if (!(paceSeconds > 0 && paceSeconds <= PACE_SECONDS_MAX)) {
        throw new IllegalArgumentException(
            "the pace must be above 0 and at most " + PACE_SECONDS_MAX + " s");
      }
    }
  }

  /**
   * What goes wrong.
   *
   * @param share of runs in which an agent makes a mistake, 0 to 1
   * @param modes the mistakes made in them, all equally often
   * @param injections mistakes at known moments, in runs of their own
   */
  public record Failing(double share, List<FailureMode> modes, List<Injection> injections) {
    public Failing {
      modes = List.copyOf(modes);
      injections = List.copyOf(injections);
      if (modes.isEmpty()) {
        throw new IllegalArgumentException("modes must not be empty");
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("the failing share must be 0 to 1");
      }
    }
  }

  /**
   * A run that is made to fail.
   *
   * @param after when it starts, counted from the world's start
   */
  public record Injection(Duration after, FailureMode mode) {
    public Injection {
      if (after.isNegative()) {
        throw new IllegalArgumentException("an injection lies before the world's start");
      }
    }
  }

  /** Six teams of all families in both forms; a run every ten seconds, one in six fails. */
  public static AgentPlan defaults() {
    return new AgentPlan(
        new Installed(6, List.of(TelemetryForm.values()), Wording.ALL),
        new Load(6, 2),
        new Failing(.17, List.of(FailureMode.values()), List.of()));
  }

  public AgentPlan withTeams(int number) {
    return with(new Installed(number, installed.forms(), installed.wording()));
  }

  public AgentPlan withForms(List<TelemetryForm> some) {
    return with(new Installed(installed.teams(), some, installed.wording()));
  }

  public AgentPlan withWording(Wording spoken) {
    return with(new Installed(installed.teams(), installed.forms(), spoken));
  }

  public AgentPlan withRunsPerMinute(double mean) {
    return with(new Load(mean, load.paceSeconds()));
  }

  public AgentPlan withPaceSeconds(double seconds) {
    return with(new Load(load.runsPerMinute(), seconds));
  }

  public AgentPlan withFailingShare(double share) {
    return with(new Failing(share, failing.modes(), failing.injections()));
  }

  public AgentPlan withModes(List<FailureMode> some) {
    return with(new Failing(failing.share(), some, failing.injections()));
  }

  public AgentPlan withInjections(List<Injection> some) {
    return with(new Failing(failing.share(), failing.modes(), some));
  }

  private AgentPlan with(Installed others) {
    return new AgentPlan(others, load, failing);
  }

  private AgentPlan with(Load other) {
    return new AgentPlan(installed, other, failing);
  }

  private AgentPlan with(Failing other) {
    return new AgentPlan(installed, load, other);
  }
}
