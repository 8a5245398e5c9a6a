package io.faultlore.receiver.command;

import io.faultlore.receiver.config.ConfigException;
import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.serve.Service;
import io.faultlore.receiver.server.PortException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code faultlore serve}: receives telemetry and reports what fails, until it is told to stop. */
@Command(
    name = "serve",
    description =
        "Receives OTLP and reports what fails. Needs no configuration; faultlore.yaml, the file"
            + " that FAULTLORE_CONFIG names, and FAULTLORE_* variables override the defaults.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  /** Soon enough for somebody who watches whether a new sender is understood. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException, IOException, PortException, InterruptedException {
    FaultloreConfig config = FaultloreConfig.load(Path.of(""), System.getenv());
    Service service =
        Service.start(
            config, Version.current(), InstantSource.system(), RandomGenerator.getDefault());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("faultlore-stop")
                .unstarted(
                    () -> {
                      service.close();
                      // Else the exit code would be the signal's; an orderly stop is no failure.
                      Runtime.getRuntime().halt(0);
                    }));
    PrintWriter out = spec.commandLine().getOut();
    out.print(screen(config, service));
    LeftOutLines leftOut = new LeftOutLines();
    while (true) { // until the hook has ended the process
      out.flush();
      Thread.sleep(LOOK);
      out.print(leftOut.next(service.leftOut()));
    }
  }

  private static String screen(FaultloreConfig config, Service service) {
    return """
        Faultlore %s is running.

          OTLP gRPC    %s
          OTLP HTTP    http://%s
          metrics      http://%s/metrics
          cases        http://%s/api/cases  (%s)
          data         %s
          models       %s
          log events   %s

        Waiting for telemetry: point a Collector's otlp_grpc exporter at %s.
        Services are judged once six minutes of them are known, agents at once. Ctrl-C stops.
        """
        .formatted(
            Version.current(),
            text(service.grpcAddress()),
            text(service.httpAddress()),
            text(service.adminAddress()),
            text(service.adminAddress()),
            config.server().feedbackToken().isEmpty()
                ? "feedback is off: set FAULTLORE_SERVER_FEEDBACK_TOKEN"
                : "feedback needs the token",
            config.data().toAbsolutePath().normalize(),
            service.modelIds(),
            config.export().otlpLogsEndpoint().isEmpty()
                ? "off: set FAULTLORE_EXPORT_OTLP_LOGS_ENDPOINT to your Collector"
                : config.export().otlpLogsEndpoint(),
            text(service.grpcAddress()));
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
