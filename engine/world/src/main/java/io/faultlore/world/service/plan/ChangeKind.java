package io.faultlore.world.service.plan;

import java.util.Locale;

/** What is done on purpose, or happens every day, and is no fault. */
public enum ChangeKind {
  /** A new version is brought out; it is as good as the old one. */
  DEPLOYMENT,
  PLANNED_RESTART,
  /** Instances are added. */
  SCALE_OUT,
  /** Instances are taken away. */
  SCALE_IN,
  /** A timer starts a lot of work. */
  CRON_JOB,
  /** Users want something else, or more, than before. */
  TRAFFIC_SHIFT;

  /** The type in labels. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }
}
