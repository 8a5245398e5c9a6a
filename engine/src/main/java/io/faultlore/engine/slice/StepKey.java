package io.faultlore.engine.slice;

/**
 * An event inside an operation, after which something follows.
 *
 * @param previous the event: {@link #START}, the name of a child span, or a log template
 * @param callee the other service that the event is, or contains, a call to; else the empty string
 */
public record StepKey(String operation, String previous, String callee) {
  public static final String START = "START";
  public static final String END = "END";
}
