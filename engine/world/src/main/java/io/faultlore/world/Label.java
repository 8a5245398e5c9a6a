package io.faultlore.world;

import java.util.List;

/** The truth about a simulated world, in the kinds of the evaluation format's labels. */
public sealed interface Label {
  /** Unique in its world. */
  String id();

  long startUnixNano();

  /**
   * A cause that was broken.
   *
   * @param instance the empty string when all instances were hit
   * @param victims services whose requests suffered, the broken one perhaps among them
   */
  record Fault(
      String id,
      long startUnixNano,
      long endUnixNano,
      String service,
      String instance,
      String type,
      List<String> victims)
      implements Label {
    public Fault {
      victims = List.copyOf(victims);
    }
  }

  /** Something done on purpose that is no fault and must not be reported. */
  record Change(String id, long startUnixNano, long endUnixNano, String service, String type)
      implements Label {}

  /**
   * A run of agents, every failing step of which is labelled.
   *
   * @param group the task; variants of one question share it
   */
  record Run(String id, long startUnixNano, String traceId, boolean failed, String group)
      implements Label {}

  /**
   * A failing step.
   *
   * @param rootCause whether the run's failure began here; its later symptoms have false
   */
  record Step(
      String id,
      long startUnixNano,
      String traceId,
      String spanId,
      String agent,
      String type,
      boolean rootCause)
      implements Label {}
}
