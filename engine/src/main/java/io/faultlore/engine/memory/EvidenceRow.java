package io.faultlore.engine.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a case holds about one candidate: a service in a runtime case, a step in an agent's run.
 *
 * @param subject service name, or span id of the step
 * @param actor service name, or the agent's name
 * @param features numbers whose meaning the case's schema names; not copied, so nobody may write to
 *     them
 * @param text redacted, capped text; the empty string when none is kept
 * @param input redacted, capped end of what a step answered to; the empty string when none is kept
 * @param tokens words that models read beside the numbers, for instance {@code AG=planner}
 * @param act what an agent did in a step; empty for a service
 */
// An array, because heads read thousands of rows; equals and hashCode look inside it.
@SuppressWarnings("ArrayRecordComponent")
public record EvidenceRow(
    String subject,
    String actor,
    float[] features,
    String text,
    String input,
    List<String> tokens,
    Optional<Act> act) {

  public EvidenceRow {
    tokens = List.copyOf(tokens);
  }

  /** A row of numbers and one text. */
  public EvidenceRow(String subject, String actor, float[] features, String text) {
    this(subject, actor, features, text, "", List.of(), Optional.empty());
  }

  /**
   * What a step was, as its telemetry says.
   *
   * @param traceId the trace of its span; a run may hold several
   * @param operation the dialect's own word, for instance {@code chat}
   * @param tool name of the tool, or the empty string
   * @param content whether any content was captured, else there is structure only
   */
  public record Act(String traceId, String operation, String tool, boolean content) {}

  @Override
  public boolean equals(Object other) {
    return other instanceof EvidenceRow that
        && subject.equals(that.subject)
        && actor.equals(that.actor)
        && text.equals(that.text)
        && input.equals(that.input)
        && tokens.equals(that.tokens)
        && act.equals(that.act)
        && Arrays.equals(features, that.features);
  }

  @Override
  public int hashCode() {
    return 31 * subject.hashCode() + Arrays.hashCode(features);
  }
}
