package io.faultlore.world.service.plan;

/** How an operation is asked for, which decides how its spans look. */
public enum Protocol {
  HTTP,
  RPC,
  SQL,
  CACHE,
  /** Publishing to a topic, or consuming from it. */
  MESSAGING,
  /** Started by a timer. */
  JOB
}
