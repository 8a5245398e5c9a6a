package io.faultlore.engine.slice;

/**
 * What a duration is about.
 *
 * @param callee the service or peer that was called; the empty string for the service's own work
 */
public record CallKey(Kind kind, String operation, String callee) {
  /** Where the time was spent. */
  public enum Kind {
    /** A request as the service served it, with everything below it. */
    SERVED,
    /** Exclusive time of the service's own code: duration minus the union of the children. */
    OWN,
    /** A client call below which nothing was recorded, as to a database. */
    LEAF,
    /** A call into another service: client span minus server span, so network and queueing. */
    EDGE
  }
}
