package io.faultlore.engine.memory;

import java.util.List;

/**
 * What a person said about a case.
 *
 * @param failure whether it really was a failure
 * @param culprit root-cause service, or the deciding agent; the empty string when not said
 * @param type the failure's type, or the empty string
 * @param remedy what helped, or the empty string
 * @param marks failing steps of an agent's run
 * @param exhaustive whether every failing step is marked, so that the others count as normal
 * @param author where the label comes from (provenance)
 */
public record CaseLabel(
    boolean failure,
    String culprit,
    String type,
    String remedy,
    List<StepMark> marks,
    boolean exhaustive,
    String author,
    long labelledUnixNano) {

  public CaseLabel {
    marks = List.copyOf(marks);
  }

  /** One failing step; a step may carry several marks. An empty type means not said. */
  public record StepMark(String spanId, String agent, String type, boolean rootCause) {}
}
