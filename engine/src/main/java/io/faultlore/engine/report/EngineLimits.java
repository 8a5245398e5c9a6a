package io.faultlore.engine.report;

import io.faultlore.engine.slice.Drops;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.StepTracker;
import io.faultlore.engine.task.agent.AgentConfig;
import io.faultlore.engine.task.agent.AgentLine;
import io.faultlore.engine.task.runtime.RuntimeLine;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bounds of the engine's rooms. The engine's thread takes a sample after a batch, so that a
 * scrape never looks into a structure that is being changed.
 */
public final class EngineLimits {
  private static final String RUNTIME = "runtime";
  private static final String AGENT = "agent";

  private final RuntimeLine runtime;
  private final StepTracker steps;
  private final StepConfig stepConfig;
  private final AgentLine agents;
  private final AgentConfig agentConfig;
  private volatile Map<String, Double> latest;

  public EngineLimits(
      Limits limits,
      RuntimeLine runtime,
      StepTracker steps,
      StepConfig stepConfig,
      AgentLine agents,
      AgentConfig agentConfig) {
    this.runtime = runtime;
    this.steps = steps;
    this.stepConfig = stepConfig;
    this.agents = agents;
    this.agentConfig = agentConfig;
    this.latest = read();
    for (String name : latest.keySet()) {
      if (name.startsWith("limit ")) {
        limits.register(name.substring(6), () -> value(name));
      }
    }
    limits.late(RUNTIME, () -> (long) value("runtime late"));
    Arrays.stream(Drops.Reason.values())
        .filter(reason -> reason != Drops.Reason.LATE)
        .map(EngineLimits::word)
        .forEach(reason -> dropped(limits, RUNTIME, reason));
    for (String reason : agentDrops().keySet()) {
      dropped(limits, AGENT, reason);
    }
  }

  /** Called on the engine's thread. */
  public void sample() {
    latest = read();
  }

  private void dropped(Limits limits, String pipeline, String reason) {
    limits.dropped(pipeline, reason, () -> (long) value(pipeline + " " + reason));
  }

  private double value(String name) {
    return latest.getOrDefault(name, 0.0);
  }

  private Map<String, Double> read() {
    Map<String, Double> values = new TreeMap<>();
    runtime.fill().forEach((bound, used) -> values.put("limit runtime_" + snake(bound), used));
    runtime
        .drops()
        .all()
        .forEach((reason, n) -> values.put(RUNTIME + " " + word(reason), (double) n));
    agentDrops().forEach((reason, n) -> values.put(AGENT + " " + reason, (double) n));
    values.put("limit agent_traces", share(steps.openTraces(), stepConfig.openTracesMax()));
    values.put("limit agent_plain_spans", share(steps.plainSpans(), stepConfig.plainSpansMax()));
    values.put("limit agent_logs", share(steps.pendingLogs(), stepConfig.pendingLogsMax()));
    values.put(
        "limit agent_texts", share(steps.retainedCharacters(), stepConfig.retainedCharsMax()));
    values.put("limit agent_runs", share(agents.runsOpen(), agentConfig.runsMax()));
    values.put("limit agent_models", share(agents.modelsHeld(), agentConfig.modelsMax()));
    return values;
  }

  private Map<String, Long> agentDrops() {
    Map<String, Long> drops = new TreeMap<>();
    drops.put("span_limit", steps.tally().spansOverBound());
    drops.put("trace_limit", steps.tally().tracesEvicted());
    drops.put("log_limit", steps.logsDropped());
    drops.put("log_without_span", steps.logsExpired());
    drops.put("run_limit", agents.runsDropped());
    drops.put("step_limit", agents.stepsNotKept());
    return drops;
  }

  private static double share(long used, long max) {
    return max == 0 ? 0 : (double) used / max;
  }

  private static String word(Drops.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** {@code servicesMax} is shown as {@code services}. */
  private static String snake(String bound) {
    return bound
        .replaceFirst("Max$", "")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
