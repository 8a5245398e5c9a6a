package io.faultlore.world.agent;

import java.util.List;

/**
 * What was said and done in a run.
 *
 * @param answer the empty string when there was none
 * @param cutOff whether the round limit ended it
 * @param failed whether the answer or what was changed differs from a faultless run's
 */
record Transcript(
    String question, String answer, List<Happening> happenings, boolean cutOff, boolean failed) {
  Transcript {
    happenings = List.copyOf(happenings);
  }
}
