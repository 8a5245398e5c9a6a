package io.faultlore.world.service.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation does, one step after the other. */
public sealed interface StepPlan {
  /**
   * Computes on one of the instance's cores.
   *
   * @param name an INTERNAL span of this name is recorded; the empty string for none
   */
  record Work(String name, Timing cpu) implements StepPlan {}

  /** Reads from or writes to the instance's disk. */
  record Disk(Timing time, boolean write) implements StepPlan {}

  /** Holds the instance's lock, doing nothing else: a row, a table, a monitor. */
  record Locked(Timing hold) implements StepPlan {}

  /** Asks others at the same time and waits for all of them. */
  record Calls(List<CallPlan> parallel) implements StepPlan {
    public Calls {
      parallel = List.copyOf(parallel);
    }
  }

  /**
   * A call.
   *
   * @param operation name of an operation of the service; of a topic for a broker
   * @param probability share of requests that make it
   * @param retries further attempts after a transient failure, with growing pauses
   * @param optional its failure is survived
   * @param onMiss what is asked when a cache does not have it
   */
  record CallPlan(
      String service,
      String operation,
      double probability,
      long timeoutMillis,
      int retries,
      boolean optional,
      @Nullable CallPlan onMiss) {
    public CallPlan {
      if (!(probability > 0 && probability <= 1) || timeoutMillis < 1 || retries < 0) {
        throw new IllegalArgumentException("call to " + service + " " + operation + " is invalid");
      }
    }
  }
}
