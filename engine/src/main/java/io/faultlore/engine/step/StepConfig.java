package io.faultlore.engine.step;

import java.time.Duration;

/**
 * Limits of the step room.
 *
 * @param idle how long a run whose root has ended stays open for stragglers
 * @param rootlessIdle how long a run without an ended root may be silent; a single model or tool
 *     call can last minutes
 * @param contentWait how long an ended step without content waits for its log events, or for a
 *     fuller span of the same call
 * @param logWait how long log events wait for their span; those of the request are written when the
 *     call starts
 * @param reopen how long a reported run is kept after its root has ended, so that a late span can
 *     open it again
 * @param pause how long a reported run is kept whose root has not ended: a person who is asked, a
 *     queue or a rate limit may answer the next day
 * @param openTracesMax traces with agent spans that are open or kept at one time
 * @param spansPerTraceMax spans remembered of one trace
 * @param plainSpansMax spans of other services remembered for ancestry while no agent span of their
 *     trace has arrived
 * @param pendingLogsMax log events that wait for their span
 * @param textCharsMax characters of one text field; more is cut in the middle
 * @param systemCharsMax characters of a system prompt, which every model call repeats
 * @param retainedCharsMax characters kept of all runs together, what is kept beside a span's texts
 *     counted as such; beyond it the run that has been silent longest is let go
 */
public record StepConfig(
    Duration idle,
    Duration rootlessIdle,
    Duration contentWait,
    Duration logWait,
    Duration reopen,
    Duration pause,
    int openTracesMax,
    int spansPerTraceMax,
    int plainSpansMax,
    int pendingLogsMax,
    int textCharsMax,
    int systemCharsMax,
    long retainedCharsMax) {

  public StepConfig {
    if (idle.isNegative() || rootlessIdle.isNegative() || contentWait.isNegative()) {
      throw new IllegalArgumentException("a waiting time is negative");
    }
    if (openTracesMax < 1 || spansPerTraceMax < 1 || plainSpansMax < 0 || pendingLogsMax < 0) {
      throw new IllegalArgumentException("a bound is too small");
    }
    if (textCharsMax < 64 || systemCharsMax < 64) {
      throw new IllegalArgumentException("a text bound is below 64 characters");
    }
  }

  /**
   * Start values. Log exporters send every second by default, so two seconds see the content of a
   * call; 32 Ki characters hold all but one in a thousand outputs of the recorded runs. 96 Mi
   * characters are 2,000 runs of 50,000 at once, and were measured to take 450 MB of heap with the
   * words that the agents' line keeps of them.
   */
  public static StepConfig defaults() {
    return new StepConfig(
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(2),
        Duration.ofMinutes(10),
        Duration.ofMinutes(2),
        Duration.ofDays(1),
        2_048,
        20_000,
        50_000,
        20_000,
        32 * 1024,
        8 * 1024,
        96L << 20);
  }
}
