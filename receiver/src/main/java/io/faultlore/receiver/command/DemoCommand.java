package io.faultlore.receiver.command;

import io.faultlore.receiver.config.ConfigException;
import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.demo.Demo;
import io.faultlore.receiver.demo.Options;
import io.faultlore.receiver.replay.Pace;
import io.faultlore.receiver.server.PortException;
import io.faultlore.world.agent.FailureMode;
import io.faultlore.world.service.plan.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code faultlore demo}: a simulated shop and agent team fail, and the server is watched. */
@Command(
    name = "demo",
    description =
        "Starts a server and a simulated shop with a team of agents, breaks both, and shows what"
            + " Faultlore sees. Nothing is kept.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--fault",
      paramLabel = "NAME",
      defaultValue = "",
      description = "What breaks in the shop; without it a clear fault, drawn by the seed.")
  private String fault = "";

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The mistake that an agent makes; without it a plain one, drawn by the seed.")
  private String mode = "";

  @Option(names = "--list", description = "Print the known faults and mistakes.")
  private boolean list;

  @Option(names = "--seed", defaultValue = "0", description = "Same seed, same world.")
  private long seed;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "Simulated seconds in a second; default ${DEFAULT-VALUE}.")
  private double speed = 1;

  @Option(names = "--no-server", description = "Start no server; needs --to.")
  private boolean noServer;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "OTLP HTTP endpoint that gets the live telemetry, for instance of a Collector in front of"
              + " the server; default: the server itself. With --no-server it gets the history, too.")
  private @Nullable URI to;

  @Option(names = "--until-verdict", description = "End with the first verdicts.")
  private boolean untilVerdict;

  @Option(names = "--json", description = "Print one JSON line at the end and nothing else.")
  private boolean json;

  @Option(names = "--no-color", description = "Do not draw; print plain lines.")
  private boolean plain;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, PortException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      out.println("faults:   " + String.join(", ", FaultKind.names()));
      out.println(
          "mistakes: "
              + String.join(
                  ", ", Arrays.stream(FailureMode.values()).map(FailureMode::word).toList()));
      out.flush();
      return 0;
    }
    Demo demo = demo(out);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().name("faultlore-stop").unstarted(() -> end(demo, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return demo.play(FaultloreConfig.load(Path.of(""), System.getenv()), Version.current())
          ? 0
          : 1;
    } finally {
      ended.countDown();
    }
  }

  private Demo demo(PrintWriter out) {
    if (noServer && to == null) {
      throw new ParameterException(spec.commandLine(), "--no-server needs --to URL");
    }
    if (!(speed > 0)) {
      throw new ParameterException(spec.commandLine(), "--speed must be above 0");
    }
    long began = ManagementFactory.getRuntimeMXBean().getStartTime() * 1_000_000;
    Options options =
        new Options(
            fault,
            mode,
            seed,
            speed,
            !noServer,
            Optional.ofNullable(to),
            untilVerdict,
            json,
            !plain && StandardOutput.isTerminal());
    try {
      return new Demo(options, began, Pace.real(), out);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()));
    }
  }

  private static void end(Demo demo, CountDownLatch ended) {
    demo.stop();
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
