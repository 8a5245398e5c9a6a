package io.faultlore.receiver.command;

import io.faultlore.engine.world.service.FaultKind;
import io.faultlore.engine.world.service.Schedule;
import io.faultlore.engine.world.service.ServiceWorld;
import io.faultlore.engine.world.service.SystemPlan;
import io.faultlore.engine.world.service.Systems;
import io.faultlore.receiver.world.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code faultlore world}: simulated systems as labelled data sets. */
@Command(
    name = "world",
    description =
        "Simulates systems of services that are changed and fail, and writes one labelled data set"
            + " for each, to be evaluated or replayed.",
    mixinStandardHelpOptions = true)
public final class WorldCommand implements Callable<Integer> {
  /** Simulated time needs a beginning; the same one, so that the same seed gives the same bytes. */
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** Normal life before the first fault and between two. */
  private static final int PAUSE_SECONDS = 900;

  private static final int CHANGE_SECONDS = 3_600;

  @Option(
      names = "--hours",
      defaultValue = "1",
      description = "Length of each data set; default ${DEFAULT-VALUE}.")
  private double hours = 1;

  @Option(
      names = "--systems",
      defaultValue = "1",
      description = "How many systems; default ${DEFAULT-VALUE}.")
  private int systems = 1;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new folder.")
  private Path out = Path.of(".");

  @Option(names = "--seed", defaultValue = "0", description = "Same seed, same bytes.")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (!(hours > 0 && hours <= 24 * 366) || systems < 1 || systems > 1_000) {
      throw new ParameterException(
          spec.commandLine(), "--hours must be above 0, --systems 1 to 1000");
    }
    PrintWriter print = spec.commandLine().getOut();
    for (int i = 0; i < systems; i++) {
      Path folder = out.resolve("system-%03d".formatted(i));
      long records = write(Systems.random(seed + i), folder, seed + i);
      print.printf("%s: %,d records%n", folder, records);
      print.flush();
    }
    return 0;
  }

  private long write(SystemPlan plan, Path folder, long systemSeed) throws IOException {
    long start = START.getEpochSecond() * 1_000_000_000L;
    long end = start + (long) (hours * Duration.ofHours(1).toNanos());
    Schedule schedule =
        ServiceWorld.randomSchedule(
            plan,
            List.of(FaultKind.values()),
            start,
            end,
            PAUSE_SECONDS,
            CHANGE_SECONDS,
            systemSeed);
    ServiceWorld world = ServiceWorld.of(plan, schedule, start, systemSeed);
    try (DataSet set = new DataSet(folder)) {
      world.advance(end, set);
      set.labels(world.labels());
      return set.items();
    } catch (UncheckedIOException full) {
      throw full.getCause();
    }
  }
}
