package io.faultlore.receiver.command;

import io.faultlore.receiver.world.DataSet;
import io.faultlore.receiver.world.Description;
import io.faultlore.receiver.world.Simulated;
import io.faultlore.world.agent.AgentPlan;
import io.faultlore.world.service.plan.FaultKind;
import io.faultlore.world.service.plan.SystemPlan;
import io.faultlore.world.service.plan.Systems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code faultlore world}: simulated systems as labelled data sets. */
@Command(
    name = "world",
    description =
        "Simulates systems of services that are changed and fail, or teams of agents that make"
            + " mistakes, and writes one labelled data set for each, to be evaluated or replayed;"
            + " or describes the systems.",
    mixinStandardHelpOptions = true)
public final class WorldCommand implements Callable<Integer> {
  @Option(
      names = "--hours",
      defaultValue = "1",
      description = "Length of each data set; default ${DEFAULT-VALUE}.")
  private double hours = 1;

  @Option(
      names = "--systems",
      defaultValue = "1",
      description = "How many systems or installations of teams; default ${DEFAULT-VALUE}.")
  private int systems = 1;

  @Option(names = "--out", paramLabel = "DIR", description = "A new folder for data sets.")
  private @Nullable Path out;

  @Option(names = "--seed", defaultValue = "0", description = "Same seed, same bytes.")
  private long seed;

  @Option(
      names = "--agents",
      description = "Write runs of teams of agents instead of systems of services.")
  private boolean agents;

  @Option(names = "--shop", description = "Write the web shop of the demo, not random systems.")
  private boolean shop;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "all",
      description =
          "What may fail, separated by commas; all, or none for normal life with changes;"
              + " default ${DEFAULT-VALUE}.")
  private List<String> faults = List.of("all");

  @Option(
      names = "--pause",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description =
          "Normal life before the first fault and at least between two; default"
              + " ${DEFAULT-VALUE}.")
  private int pauseSeconds = 900;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second, on average over a week; by default each system its own.")
  private @Nullable Double rate;

  @Option(
      names = "--describe",
      description = "Print statistics of the shop and of the systems instead of writing them.")
  private boolean describe;

  @Option(
      names = "--beside",
      paramLabel = "DIR",
      description = "With --describe: a recorded data set to compare with; may be repeated.")
  private List<Path> beside = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (!(hours > 0 && hours <= 24 * 366) || systems < 1 || systems > 1_000) {
      throw wrong("--hours must be above 0, --systems 1 to 1000");
    }
    if (pauseSeconds < 1 || pauseSeconds > 86_400) {
      throw wrong("--pause must be 1 to 86400 seconds");
    }
    if (rate != null && !(rate > 0 && rate <= 10_000)) {
      throw wrong("--rate must be above 0, at most 10000");
    }
    if (shop && (agents || systems != 1)) {
      throw wrong("--shop is one system of services");
    }
    if (describe ? agents || out != null : !beside.isEmpty()) {
      throw wrong("--describe goes with --beside, not with --out or --agents");
    }
    if (describe) {
      print().print(Description.of(hours, systems, seed, beside).text());
    } else if (out != null) {
      write(out);
    } else {
      throw wrong("either --out DIR or --describe is needed");
    }
    print().flush();
    return 0;
  }

  private void write(Path into) throws IOException {
    for (int i = 0; i < systems; i++) {
      Path folder =
          into.resolve(shop ? "shop" : (agents ? "agents-%03d" : "system-%03d").formatted(i));
      DataSet.Written written = write(folder, seed + i);
      print().printf("%s: %,d records, %,d labels%n", folder, written.records(), written.labels());
      print().flush();
    }
  }

  private DataSet.Written write(Path folder, long own) throws IOException {
    return agents
        ? DataSet.write(AgentPlan.defaults(), hours, own, folder)
        : DataSet.write(new Simulated(system(own), kinds(), hours, pauseSeconds, own), folder);
  }

  private SystemPlan system(long own) {
    SystemPlan plan = shop ? Systems.shop() : Systems.random(own);
    return rate == null ? plan : plan.withRequestsPerSecond(rate);
  }

  private List<FaultKind> kinds() {
    try {
      return switch (String.join(",", faults)) {
        case "all" -> List.of(FaultKind.values());
        case "none" -> List.of();
        default -> faults.stream().map(FaultKind::named).toList();
      };
    } catch (IllegalArgumentException unknown) {
      throw wrong(String.valueOf(unknown.getMessage()));
    }
  }

  private PrintWriter print() {
    return spec.commandLine().getOut();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
