package io.faultlore.engine;

import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.runtime.RuntimeConfig;

/**
 * The engine's settings, one record per room.
 *
 * @param historyMinutes how much telemetry is read again after a restart, so that baselines are
 *     there at once; the journal is kept this long
 * @param seed for everything random: the same seed gives the same findings
 */
public record EngineConfig(
    RuntimeConfig runtime, StepConfig steps, AgentConfig agents, int historyMinutes, long seed) {

  public EngineConfig {
    if (historyMinutes < 1 || historyMinutes > 24 * 60) {
      throw new IllegalArgumentException(
          "historyMinutes is " + historyMinutes + ", allowed are 1 to 1440");
    }
  }

  public static EngineConfig defaults() {
    // 50 minutes: baselines use 40 minutes and lag 5 behind.
    return new EngineConfig(
        RuntimeConfig.defaults(), StepConfig.defaults(), AgentConfig.defaults(), 50, 0);
  }

  public EngineConfig withSeed(long newSeed) {
    return new EngineConfig(runtime, steps, agents, historyMinutes, newSeed);
  }

  long historyNanos() {
    return historyMinutes * 60_000_000_000L;
  }
}
