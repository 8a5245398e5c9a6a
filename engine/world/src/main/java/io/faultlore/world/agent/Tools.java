package io.faultlore.world.agent;

import io.faultlore.world.agent.Observation.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The tools of a run, with the trouble that tools have: they fail for a moment, take long, or work
 * on a copy that lags behind: then a read gives old numbers and a write is lost, though its answer
 * looks well.
 */
final class Tools {
  private static final List<String> PASSING =
      List.of(
          "503 Service Unavailable",
          "connection reset by peer",
          "timeout after 10 s",
          "temporarily locked by another session",
          "429 slow down",
          "internal error, nothing was done");

  private final Sandbox world;
  private final Family family;
  private final long seed;
  private final Team.ResultStyle style;
  private final RandomGenerator chance;
  private int failures;
  private int waits;
  private int waited;
  private boolean lags;

  Tools(Family family, long seed, Team.ResultStyle style, RandomGenerator chance) {
    this.world = family.open(seed, true);
    this.family = family;
    this.seed = seed;
    this.style = style;
    this.chance = chance;
  }

  Sandbox world() {
    return world;
  }

  void failNext(int times) {
    failures = times;
  }

  void waitNext(int times) {
    waits = times;
    waited = 0;
  }

  /** The copy has caught up. */
  void catchUp() {
    lags = false;
  }

  /** The next call that is answered works on the copy. */
  void lagNext() {
    lags = true;
  }

  Observation use(Call call) {
    if (failures > 0) {
      failures--;
      return Observation.unavailable(Chance.one(PASSING, chance));
    }
    if (waited < waits) {
      waited++;
      int percent = 100 * waited / (waits + 1) - chance.nextInt(5);
      Map<String, String> progress = Values.of("status", "running", "progress", percent + " %");
      return new Observation(Outcome.PENDING, Values.of(), shown(progress));
    }
    waits = 0;
    // The copy is the world as it began for a write, which is lost, and older still for a read.
    Sandbox used = lags ? family.open(seed, world.writes(call.tool())) : world;
    lags = false;
    Observation result = used.call(call);
    return result.text().isEmpty() ? result.reading(shown(result.facts())) : result;
  }

  private String shown(Map<String, String> facts) {
    return switch (style) {
      case JSON -> Values.json(facts);
      case LINES ->
          facts.entrySet().stream()
              .map(fact -> fact.getKey() + ": " + fact.getValue())
              .collect(Collectors.joining("\n"));
      case SENTENCE ->
          facts.entrySet().stream()
              .map(fact -> fact.getKey().replace('_', ' ') + ' ' + fact.getValue())
              .collect(Collectors.joining(", ", "", "."))
              .transform(text -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
    };
  }
}
