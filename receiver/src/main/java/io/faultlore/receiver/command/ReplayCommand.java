package io.faultlore.receiver.command;

import io.faultlore.receiver.otlp.CaptureException;
import io.faultlore.receiver.replay.Pace;
import io.faultlore.receiver.replay.ProgressLine;
import io.faultlore.receiver.replay.Replay;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends captured telemetry to an OTLP endpoint, in the order in which it arrived. */
@Command(
    name = "replay",
    description = "Send captured telemetry (OTLP/JSON lines) to an OTLP endpoint.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was accepted",
      "1:some records were rejected or not delivered",
      "2:bad input or usage"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Directories or files that a Collector's file exporter wrote.")
  private List<Path> paths = List.of();

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "Endpoint; default http://127.0.0.1:4318, and http://127.0.0.1:4317 with --grpc.")
  private String to = "";

  @Option(names = "--grpc", description = "OTLP/gRPC instead of OTLP/HTTP.")
  private boolean grpc;

  @Option(names = "--gzip", description = "Compress the requests.")
  private boolean gzip;

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "max",
      description = "How many times faster than recorded; default ${DEFAULT-VALUE}.")
  private String speed = "max";

  @Option(
      names = "--now",
      description = "Shift all times so that the last record is now when it is sent.")
  private boolean now;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "Leave out requests that arrived before; RFC 3339, as 2023-01-29T08:40:00Z.")
  private String start = "";

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Leave out requests that arrived then or later.")
  private String end = "";

  @Option(
      names = "--give-up-after",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to retry one request; default ${DEFAULT-VALUE}.")
  private int giveUpAfterSeconds = 300;

  private Pace pace = Pace.real();

  /** With this clock, for tests. */
  ReplayCommand withPace(Pace other) {
    pace = other;
    return this;
  }

  @Override
  public Integer call() throws CaptureException, InterruptedException {
    Replay replay =
        new Replay(
            paths,
            endpoint(),
            grpc,
            gzip,
            factor(),
            now,
            time("--start", start),
            time("--end", end),
            Duration.ofSeconds(giveUpAfterSeconds));
    ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), StandardOutput.isTerminal());
    // The jitter of retries need not be repeatable.
    RandomGenerator jitter = RandomGenerator.of("L64X128MixRandom");
    return replay.run(pace, jitter, spec.commandLine().getOut(), progress) ? 0 : 1;
  }

  private URI endpoint() {
    String text = !to.isEmpty() ? to : grpc ? "http://127.0.0.1:4317" : "http://127.0.0.1:4318";
    try {
      URI uri = URI.create(text);
      if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException notAUri) {
      // told below
    }
    throw bad("--to: expected a URL such as http://127.0.0.1:4318, found '" + text + "'");
  }

  private double factor() {
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double factor = Double.parseDouble(speed);
      if (factor > 0) {
        return factor;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw bad("--speed: expected a positive number or 'max', found '" + speed + "'");
  }

  private OptionalLong time(String option, String text) {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(text)));
    } catch (DateTimeException | ArithmeticException e) {
      throw bad(option + ": expected a time such as 2023-01-29T08:40:00Z, found '" + text + "'");
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
