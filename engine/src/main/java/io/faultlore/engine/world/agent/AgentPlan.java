package io.faultlore.engine.world.agent;

import java.time.Duration;
import java.util.List;

/**
 * What kind of agent world is wanted.
 *
 * @param teams installed teams; families and forms are dealt out in turn
 * @param runsPerMinute mean of the Poisson arrivals of all teams together
 * @param failingShare share of runs in which an agent makes a mistake
 * @param paceSeconds mean length of a model call
 * @param modes the mistakes that happen
 * @param injections mistakes at known moments, in runs of their own
 */
public record AgentPlan(
    int teams,
    double runsPerMinute,
    double failingShare,
    double paceSeconds,
    Wording wording,
    List<Family> families,
    List<TelemetryForm> forms,
    List<FailureMode> modes,
    List<Injection> injections) {

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

  /** More runs a minute than any installation starts; keeps what is under way in memory small. */
  private static final double RUNS_PER_MINUTE_MAX = 6_000;

  private static final int TEAMS_MAX = 1_000;

  public AgentPlan {
    families = List.copyOf(families);
    forms = List.copyOf(forms);
    modes = List.copyOf(modes);
    injections = List.copyOf(injections);
    if (families.isEmpty() || forms.isEmpty() || modes.isEmpty()) {
      throw new IllegalArgumentException("families, forms and modes must not be empty");
    }
    if (teams < 1 || teams > TEAMS_MAX) {
      throw new IllegalArgumentException("teams must be 1 to " + TEAMS_MAX);
    }
    if (!(runsPerMinute >= 0 && runsPerMinute <= RUNS_PER_MINUTE_MAX)) {
      throw new IllegalArgumentException("runs per minute must be 0 to " + RUNS_PER_MINUTE_MAX);
    }
    if (!(failingShare >= 0 && failingShare <= 1)) {
      throw new IllegalArgumentException("the failing share must be 0 to 1");
    }
    if (!(paceSeconds > 0 && paceSeconds <= 600)) {
      throw new IllegalArgumentException("the pace must be above 0 and at most 600 s");
    }
  }

  /** Six teams of all families in both forms; a run every ten seconds, one in six fails. */
  public static AgentPlan defaults() {
    return new AgentPlan(
        6,
        6,
        .17,
        2,
        Wording.ALL,
        List.of(Family.values()),
        List.of(TelemetryForm.values()),
        List.of(FailureMode.values()),
        List.of());
  }

  public AgentPlan withTeams(int number) {
    return new AgentPlan(
        number,
        runsPerMinute,
        failingShare,
        paceSeconds,
        wording,
        families,
        forms,
        modes,
        injections);
  }

  public AgentPlan withRunsPerMinute(double mean) {
    return new AgentPlan(
        teams, mean, failingShare, paceSeconds, wording, families, forms, modes, injections);
  }

  public AgentPlan withFailingShare(double share) {
    return new AgentPlan(
        teams, runsPerMinute, share, paceSeconds, wording, families, forms, modes, injections);
  }

  public AgentPlan withPaceSeconds(double seconds) {
    return new AgentPlan(
        teams, runsPerMinute, failingShare, seconds, wording, families, forms, modes, injections);
  }

  public AgentPlan withWording(Wording spoken) {
    return new AgentPlan(
        teams,
        runsPerMinute,
        failingShare,
        paceSeconds,
        spoken,
        families,
        forms,
        modes,
        injections);
  }

  public AgentPlan withFamilies(List<Family> some) {
    return new AgentPlan(
        teams, runsPerMinute, failingShare, paceSeconds, wording, some, forms, modes, injections);
  }

  public AgentPlan withForms(List<TelemetryForm> some) {
    return new AgentPlan(
        teams,
        runsPerMinute,
        failingShare,
        paceSeconds,
        wording,
        families,
        some,
        modes,
        injections);
  }

  public AgentPlan withModes(List<FailureMode> some) {
    return new AgentPlan(
        teams,
        runsPerMinute,
        failingShare,
        paceSeconds,
        wording,
        families,
        forms,
        some,
        injections);
  }

  public AgentPlan withInjections(List<Injection> some) {
    return new AgentPlan(
        teams, runsPerMinute, failingShare, paceSeconds, wording, families, forms, modes, some);
  }
}
