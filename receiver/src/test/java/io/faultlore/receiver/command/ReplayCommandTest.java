package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.receiver.otlp.SignalKind;
import io.faultlore.receiver.replay.Pace;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReplayCommandTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long BEGIN = 1_700_000_000L * SECOND;

  private final TestingReceiver receiver = new TestingReceiver();
  private final TestingPace pace = new TestingPace();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory = Path.of("");

  /** Time that only passes while somebody waits. */
  private static final class TestingPace implements Pace {
    private final List<Duration> pauses = new ArrayList<>();
    private long nowUnixNano = 1_800_000_000L * SECOND;

    @Override
    public void pause(Duration time) {
      if (!time.isZero()) {
        pauses.add(time);
        nowUnixNano += time.toNanos();
      }
    }

    @Override
    public long nowUnixNano() {
      return nowUnixNano;
    }
  }

  @BeforeEach
  void writeCapture() throws IOException {
    Files.writeString(
        directory.resolve("traces.jsonl"), spans(0) + "\n" + spans(20) + "\n" + spans(40) + "\n");
    Files.writeString(directory.resolve("logs.jsonl"), log(10) + "\n" + log(30) + "\n");
    Files.writeString(directory.resolve("metrics.jsonl"), points(20) + "\n");
    Files.writeString(directory.resolve("labels.jsonl"), "{\"case\":\"x\"}\n");
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--grpc", "--gzip", "--grpc --gzip"})
  void everythingArrivesInOrderOfArrival(String options) {
    assertEquals(0, run(options), err::toString);
    assertEquals(
        List.of(
            SignalKind.TRACES,
            SignalKind.LOGS,
            SignalKind.TRACES,
            SignalKind.METRICS,
            SignalKind.LOGS,
            SignalKind.TRACES),
        receiver.taken().stream().map(decoded -> decoded.kind()).toList());
    assertEquals(10, receiver.signals().size());
    assertEquals(BEGIN + 40 * SECOND, receiver.signals().getLast().timeUnixNano());
    assertSummary("traces", 6, 6, 0, 0, 0);
    assertSummary("metrics", 2, 2, 0, 0, 0);
    assertSummary("logs", 2, 2, 0, 0, 0);
  }

  @Test
  void speedKeepsTheDistances() {
    assertEquals(0, run("--speed 10"));
    assertEquals(
        List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)),
        pace.pauses);
  }

  @Test
  void nowShiftsEveryTimeByTheSameSoThatTheLastIsNow() {
    long now = pace.nowUnixNano();
    assertEquals(0, run("--now"));
    List<Signal> signals = receiver.signals();
    long shift = now - (BEGIN + 40 * SECOND);
    Span last = (Span) signals.getLast();
    assertEquals(now, last.endUnixNano());
    assertEquals(BEGIN + 39 * SECOND + shift, last.startUnixNano());
    assertEquals(BEGIN + 39 * SECOND + shift + 5, last.events().getFirst().timeUnixNano());
    assertEquals("2023", last.attributes().text("year").orElseThrow());
    LogRecord log = signals.stream().flatMap(ReplayCommandTest::logs).findFirst().orElseThrow();
    assertEquals(BEGIN + 10 * SECOND + shift, log.timeUnixNano());
    List<MetricPoint> points = signals.stream().flatMap(ReplayCommandTest::points).toList();
    assertEquals(BEGIN + 20 * SECOND + shift, points.getFirst().timeUnixNano());
    assertEquals(BEGIN + 5 * SECOND + shift, points.getFirst().startUnixNano());
    assertEquals(0, points.getLast().startUnixNano(), "unset stays unset");
  }

  @Test
  void nowAtSpeedMakesTheLastRecordNowWhenItIsSent() {
    assertEquals(0, run("--now --speed 4"));
    assertEquals(pace.nowUnixNano(), receiver.signals().getLast().timeUnixNano());
    assertEquals(Duration.ofSeconds(10), pace.pauses.stream().reduce(Duration::plus).orElseThrow());
  }

  @Test
  void startAndEndCutTheCapture() {
    String start = Instant.ofEpochSecond(BEGIN / SECOND + 10).toString();
    String end = Instant.ofEpochSecond(BEGIN / SECOND + 30).toString();
    assertEquals(0, run("--start " + start + " --end " + end));
    assertSummary("traces", 2, 2, 0, 0, 0);
    assertSummary("logs", 1, 1, 0, 0, 0);
  }

  @Test
  void aBusyReceiverIsAskedAgainAfterItsDelay() {
    receiver.answerNext(
        HttpResponse.of(
            ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, "retry-after", "7"),
            HttpData.ofUtf8("busy")));
    receiver.answerNext(HttpResponse.of(HttpStatus.TOO_MANY_REQUESTS));
    assertEquals(0, run(""));
    assertEquals(10, receiver.signals().size());
    assertSummary("traces", 6, 6, 0, 0, 2);
    assertTrue(err.toString().contains("waiting: HTTP 503"), err::toString);
    assertEquals(Duration.ofSeconds(7), pace.pauses.getFirst());
  }

  @Test
  void aBusyGrpcReceiverIsAskedAgainAfterItsDelay() {
    byte[] details =
        Status.newBuilder()
            .addDetails(
                Any.pack(
                    RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(9))
                        .build()))
            .build()
            .toByteArray();
    receiver.answerNext(
        HttpResponse.of(
            ResponseHeaders.builder(HttpStatus.OK)
                .add("content-type", "application/grpc")
                .add("grpc-status", "14")
                .add("grpc-message", "busy%21")
                .add("grpc-status-details-bin", Base64.getEncoder().encodeToString(details))
                .build()));
    assertEquals(0, run("--grpc"));
    assertEquals(10, receiver.signals().size());
    assertSummary("traces", 6, 6, 0, 0, 1);
    assertEquals(Duration.ofSeconds(9), pace.pauses.getFirst());
  }

  @Test
  void aRefusedRequestIsNotSentAgainAndTheRestGoesOn() {
    receiver.answerNext(HttpResponse.of(HttpStatus.BAD_REQUEST));
    assertEquals(1, run(""));
    assertSummary("traces", 6, 4, 0, 2, 0);
    assertTrue(out.toString().contains("1 requests: HTTP 400"), out::toString);
  }

  @Test
  void rejectedRecordsAreToldAndChangeTheExitCode() {
    receiver.answerNext(
        HttpResponse.of(
            HttpStatus.OK,
            MediaType.PROTOBUF,
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(1)
                        .setErrorMessage("1 span has no id"))
                .build()
                .toByteArray()));
    assertEquals(1, run(""));
    assertSummary("traces", 6, 5, 1, 0, 0);
    assertTrue(out.toString().contains("1 span has no id"), out::toString);
  }

  @Test
  void anAbsentReceiverIsGivenUpAfterAWhile() throws IOException {
    String options = "--give-up-after 20 --end " + Instant.ofEpochSecond(BEGIN / SECOND + 5);
    assertEquals(1, run("--to http://127.0.0.1:" + unusedPort() + " " + options));
    assertTrue(out.toString().contains("gave up after 20 s"), out::toString);
    assertTrue(pace.pauses.size() >= 3, pace.pauses::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--speed 0", "--speed fast", "--to localhost:4318", "--start yesterday", "--foo"})
  void wrongOptionsAreRefusedInOneLine(String options) {
    assertEquals(2, run(options));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(receiver.signals().isEmpty());
  }

  @Test
  void aDirectoryWithoutTelemetryIsBadInput() throws IOException {
    Files.delete(directory.resolve("traces.jsonl"));
    Files.delete(directory.resolve("logs.jsonl"));
    Files.delete(directory.resolve("metrics.jsonl"));
    assertEquals(2, run(""));
    assertTrue(err.toString().contains("no telemetry"), err::toString);
  }

  @Test
  void aBrokenLineEndsTheReplayAndWhatWasSentIsCounted() throws IOException {
    Path traces = directory.resolve("traces.jsonl");
    Files.writeString(traces, spans(0) + "\n" + spans(20) + "\n{\"resourceSpans\":[");
    assertEquals(2, run(""));
    assertTrue(err.toString().contains("traces.jsonl, line 3"), err::toString);
    long arrived = receiver.signals().size();
    assertTrue(out.toString().contains(arrived + " records in"), out::toString);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private int run(String options) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    if (!options.contains("--to")) {
      arguments.addAll(List.of("--to", receiver.url()));
    }
    if (!options.isEmpty()) {
      arguments.addAll(List.of(options.split(" ")));
    }
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new ReplayCommand().withPace(pace))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute(arguments.toArray(new String[0]));
  }

  private void assertSummary(
      String signal, long sent, long accepted, long rejected, long lost, long retries) {
    List<String> expected =
        List.of(
            signal,
            Long.toString(sent),
            Long.toString(accepted),
            Long.toString(rejected),
            Long.toString(lost),
            Long.toString(retries));
    List<List<String>> lines =
        out.toString().lines().map(line -> List.of(line.strip().split("\\s+"))).toList();
    assertTrue(lines.contains(expected), () -> expected + " in\n" + out);
  }

  private static Stream<LogRecord> logs(Signal signal) {
    return signal instanceof LogRecord log ? Stream.of(log) : Stream.of();
  }

  private static Stream<MetricPoint> points(Signal signal) {
    return signal instanceof MetricPoint point ? Stream.of(point) : Stream.of();
  }

  private static String spans(int second) {
    return """
    {"resourceSpans":[{"scopeSpans":[{"spans":[%s,%s]}]}]}"""
        .formatted(span(second, 1), span(second, 2));
  }

  private static String span(int second, int number) {
    return """
    {"traceId":"%032x","spanId":"%016x","name":"s","kind":2,"startTimeUnixNano":"%d",\
    "endTimeUnixNano":"%d","attributes":[{"key":"year","value":{"stringValue":"2023"}}],\
    "events":[{"timeUnixNano":"%d","name":"e"}]}"""
        .formatted(
            second + 1,
            number,
            BEGIN + (second - 1) * SECOND,
            BEGIN + second * SECOND,
            BEGIN + (second - 1) * SECOND + 5);
  }

  private static String log(int second) {
    return """
    {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"%d",\
    "body":{"stringValue":"b"}}]}]}]}"""
        .formatted(BEGIN + second * SECOND);
  }

  private static String points(int second) {
    return """
    {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"aggregationTemporality":2,\
    "isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"%d","timeUnixNano":"%d","asInt":"3"}]}},\
    {"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":1.5}]}}]}]}]}"""
        .formatted(BEGIN + 5 * SECOND, BEGIN + second * SECOND, BEGIN + second * SECOND);
  }
}
