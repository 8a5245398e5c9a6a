package io.faultlore.world.agent;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Step;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.track.StepTracker;
import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.Happening.HandedOver;
import io.faultlore.world.agent.Happening.Said;
import io.faultlore.world.agent.Happening.TurnEnded;
import io.faultlore.world.agent.Happening.TurnStarted;
import io.faultlore.world.agent.Happening.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A step as a reader of words sees it.
 *
 * @param words of what the step produced, in lower case; numbers are none
 * @param sort what is done there, by whom: steps of one sort can be set against each other
 * @param mode the mistake of its run, if any
 */
record WordedStep(
    List<String> words, Step.Kind kind, String sort, Blame blame, Optional<FailureMode> mode) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");

  boolean isFailing() {
    return blame != Blame.NONE;
  }

  /** Whether it is healthy, or fails by the mode. */
  boolean counts(FailureMode asked) {
    return !isFailing() || mode.equals(Optional.of(asked));
  }

  WordedStep saying(String word) {
    List<String> more = new ArrayList<>(words);
    more.add(word);
    return new WordedStep(more, kind, sort, blame, mode);
  }

  /** The steps of a run as the step room reads them from its spans. */
  static List<WordedStep> of(Runs.Played played, Optional<FailureMode> mode) {
    List<Step> steps = steps(played.recording().spans());
    List<Happening> run = played.transcript().happenings();
    List<WordedStep> worded = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      List<Happening> before = run.subList(0, i);
      List<Happening> after = run.subList(i + 1, run.size());
      switch (run.get(i)) {
        case Said said -> {
          Step step = steps.get(worded.size());
          worded.add(worded(step, sort(said, before, after), said.blame(), mode));
        }
        case Used used -> {
          Step step = steps.get(worded.size());
          worded.add(worded(step, used.call().tool(), used.blame(), mode));
        }
        case HandedOver handedOver -> {
          Step step = steps.get(worded.size());
          worded.add(worded(step, "hand over", handedOver.blame(), mode));
        }
        case TurnStarted _, TurnEnded _ -> {}
      }
    }
    return worded;
  }

  private static WordedStep worded(
      Step step, String sort, Blame blame, Optional<FailureMode> mode) {
    List<String> words =
        NO_WORD
            .splitAsStream(step.output().text().toLowerCase(Locale.ROOT))
            .filter(word -> word.length() > 1)
            .toList();
    return new WordedStep(words, step.kind(), sort, blame, mode);
  }

  private static List<Step> steps(List<Span> spans) {
    List<Step> steps = new ArrayList<>();
    StepTracker tracker = new StepTracker(StepConfig.defaults());
    for (Span span : spans) {
      for (AgentEvent event : tracker.accept(span)) {
        if (event instanceof AgentEvent.StepEnded(Step step)) {
          steps.add(step);
        }
      }
    }
    return steps;
  }

  /**
   * Who does what, and where: a brief is not compared with what is relayed, a turn's first call not
   * with later ones or with one that is made again, an approval not with a rejection.
   */
  private static String sort(Said said, List<Happening> before, List<Happening> after) {
    boolean passes =
        said.call()
            .map(call -> call.tool().startsWith(HandOvers.PREFIX))
            .orElse(!after.isEmpty() && after.getFirst() instanceof TurnEnded);
    String act =
        passes
            ? passedOn(said, before, after)
            : said.call().map(Call::tool).orElse("thought") + place(before);
    return said.agent().role + ": " + act;
  }

  private static String passedOn(Said said, List<Happening> before, List<Happening> after) {
    boolean calls = said.call().isPresent();
    boolean briefed = before.stream().anyMatch(HandedOver.class::isInstance);
    return switch (said.agent().role) {
      case PLANNER -> calls ? (briefed ? "relay" : "brief") : "answer";
      // Without a hand-over the words do not show yet who will read them next.
      case WORKER -> calls ? "report to " + next(after) : "report";
      case REVIEWER -> "verdict for " + next(after);
    };
  }

  /** A turn's first words, a call made again because it was not answered, or any other place. */
  private static String place(List<Happening> before) {
    for (Happening happening : before.reversed()) {
      if (happening instanceof TurnStarted) {
        return ", first";
      }
      if (happening instanceof Used used) {
        return switch (used.observation().outcome()) {
          case UNAVAILABLE, PENDING -> ", again";
          case OK, EMPTY, ERROR -> "";
        };
      }
      if (happening instanceof Said) {
        return "";
      }
    }
    return ", first";
  }

  /** The role of the agent that has the next turn. */
  private static String next(List<Happening> after) {
    return after.stream()
        .filter(TurnStarted.class::isInstance)
        .map(turn -> ((TurnStarted) turn).agent().role.name())
        .findFirst()
        .orElse("nobody");
  }
}
