package io.faultlore.receiver.command;

import io.faultlore.receiver.otlp.CaptureException;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.ReplayBody;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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
  private static final long NANOS = 1_000_000_000;

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
    double factor = factor();
    Window window = new Window(time("--start", start), time("--end", end));
    OtlpClient client =
        grpc ? OtlpClient.grpc(endpoint(), gzip) : OtlpClient.http(endpoint(), gzip);
    ReplaySummary summary = new ReplaySummary();
    // Jitter need not be repeatable, and its seed is of no interest.
    Delivery delivery =
        new Delivery(
            client,
            Duration.ofSeconds(giveUpAfterSeconds),
            pace,
            RandomGenerator.of("L64X128MixRandom"),
            summary);
    long began = pace.nowUnixNano();
    try {
      Extent extent = now || !Double.isInfinite(factor) ? extent(window) : Extent.NONE;
      Schedule schedule = new Schedule(extent, factor, now, pace.nowUnixNano());
      send(window, schedule, delivery, summary);
    } finally {
      summary.print(spec.commandLine().getOut(), (pace.nowUnixNano() - began) / (double) NANOS);
    }
    return summary.isComplete() ? 0 : 1;
  }

  /** One request is answered while the next is prepared, so order and speed are both kept. */
  private void send(Window window, Schedule schedule, Delivery delivery, ReplaySummary summary)
      throws CaptureException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, isTerminal());
    Delivery.@Nullable InFlight inFlight = null;
    try (CapturedFiles files = CapturedFiles.open(paths)) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        CapturedBatch batch = next.get();
        progress.show(ratio(files), summary, pace.nowUnixNano());
        if (!window.holds(batch)) {
          continue;
        }
        byte[] body = body(batch, schedule.shiftNanos());
        if (inFlight != null) {
          delivery.finish(inFlight);
        }
        pace.pause(schedule.wait(batch.arrivalUnixNano(), pace.nowUnixNano()));
        inFlight = delivery.begin(batch.kind(), body, ReplayBody.items(batch));
      }
      if (inFlight != null) {
        delivery.finish(inFlight);
      }
    } finally {
      progress.end();
    }
  }

  private static byte[] body(CapturedBatch batch, long shiftNanos) throws CaptureException {
    try {
      return ReplayBody.of(batch, shiftNanos);
    } catch (MalformedRequestException e) {
      throw new CaptureException(
          batch.file() + ", line " + batch.lineNumber() + ": " + e.getMessage(), e);
    }
  }

  private static double ratio(CapturedFiles files) {
    return files.bytes() == 0 ? 1 : (double) files.bytesRead() / files.bytes();
  }

  // JDK 25 gives null again where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** First and last arrival; costs one reading of the files. */
  private Extent extent(Window window) throws CaptureException {
    Extent extent = Extent.NONE;
    try (CapturedFiles files = CapturedFiles.open(paths)) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        if (window.holds(next.get())) {
          extent = extent.with(next.get().arrivalUnixNano());
        }
      }
    }
    return extent;
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

  private Optional<Long> time(String option, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant instant = Instant.parse(text);
      return Optional.of(instant.getEpochSecond() * NANOS + instant.getNano());
    } catch (DateTimeException e) {
      throw bad(option + ": expected a time such as 2023-01-29T08:40:00Z, found '" + text + "'");
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The part of the capture that is sent. */
  private record Window(Optional<Long> from, Optional<Long> to) {
    boolean holds(CapturedBatch batch) {
      long arrival = batch.arrivalUnixNano();
      return from.map(time -> arrival >= time).orElse(true)
          && to.map(time -> arrival < time).orElse(true);
    }
  }

  /** First and last arrival in nanoseconds since 1970. */
  record Extent(long first, long last) {
    static final Extent NONE = new Extent(Long.MAX_VALUE, Long.MIN_VALUE);

    Extent with(long arrival) {
      return new Extent(Math.min(first, arrival), Math.max(last, arrival));
    }

    boolean isEmpty() {
      return last < first;
    }
  }
}
