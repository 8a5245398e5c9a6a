package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturedFilesTest {
  @TempDir Path directory;

  private static String span(long end) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"endTimeUnixNano\":\"%d\"}]}]}]}"
        .formatted(end, end, end);
  }

  private static String log(long time) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"%d\"}]}]}]}"
        .formatted(time);
  }

  private static String gauge(long time) {
    return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%d\",\"asInt\":1}]}}]}]}]}"
        .formatted(time);
  }

  private Path write(String name, String... lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return Files.write(directory.resolve(name), name.endsWith(".gz") ? gzip(text) : text);
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static List<CapturedBatch> read(Path... paths) throws CaptureException {
    List<CapturedBatch> batches = new ArrayList<>();
    try (CapturedFiles files = CapturedFiles.open(List.of(paths))) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        batches.add(next.get());
      }
      assertEquals(files.bytes(), files.bytesRead());
    }
    return batches;
  }

  private static List<String> order(List<CapturedBatch> batches) {
    return batches.stream().map(batch -> batch.kind().word() + batch.arrivalUnixNano()).toList();
  }

  private static String failure(Path path) {
    return String.valueOf(assertThrows(CaptureException.class, () -> read(path)).getMessage());
  }

  @Test
  void aLineWithAWrongClockArrivedWhenTheLinesAroundItDid() throws Exception {
    long second = 1_000_000_000L;
    long ahead = 600 * second;
    long behind = -3_600 * second;
    String[] lines = new String[20];
    for (int i = 0; i < lines.length; i++) {
      long wrong = i == 8 || i == 9 || i == 12 ? ahead : i == 15 ? behind : 0;
      lines[i] = span((10_000 + 5 * i) * second + wrong);
    }
    List<CapturedBatch> batches = read(write("traces.jsonl", lines));

    for (int i = 0; i < lines.length; i++) {
      double off = batches.get(i).arrivalUnixNano() / 1e9 - (10_000 + 5 * i);
      assertEquals(0, off, 10, "line " + i + " arrived seconds off");
    }
  }

  @Test
  void anHourWithoutTelemetryIsNoWrongClock() throws Exception {
    long hour = 3_600_000_000_000L;
    assertEquals(
        List.of("logs1", "logs2", "logs3", "logs" + hour, "logs" + 2 * hour, "logs" + 3 * hour),
        order(
            read(
                write(
                    "logs.jsonl",
                    log(1),
                    log(2),
                    log(3),
                    log(hour),
                    log(2 * hour),
                    log(3 * hour)))));
  }

  @Test
  void filesAreMergedByArrivalAndTiesBySignal() throws Exception {
    write("logs.jsonl", log(10), log(20), log(30));
    write("metrics.jsonl.gz", gauge(10), gauge(25));
    write("traces.jsonl.gz", span(5), span(10), span(40));
    write("labels.jsonl", "{\"case\":\"c\",\"kind\":\"fault\"}");
    Files.writeString(directory.resolve("README.md"), "not telemetry");

    assertEquals(
        List.of(
            "traces5",
            "traces10",
            "metrics10",
            "logs10",
            "logs20",
            "metrics25",
            "logs30",
            "traces40"),
        order(read(directory)));
  }

  @Test
  void linesOfAFileStayInTheirOrder() throws Exception {
    Path logs = write("logs.jsonl", log(10), log(5), log(30));
    Path spans = write("traces.jsonl", span(7));
    assertEquals(List.of("traces7", "logs10", "logs5", "logs30"), order(read(logs, spans)));
  }

  @Test
  void aRequestWithoutRecordsArrivesWithTheOneBefore() throws Exception {
    write("logs.jsonl", log(10), "{\"resourceLogs\":[]}", log(30));
    write("traces.jsonl", span(20));
    assertEquals(List.of("logs10", "logs10", "traces20", "logs30"), order(read(directory)));
  }

  private static List<Long> times(List<CapturedBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.decoded().signals().stream())
        .map(Signal::timeUnixNano)
        .toList();
  }

  @Test
  void logsWithoutATimeHaveThatOfTheirNeighbours() throws Exception {
    String both =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"timeUnixNano\":\"30\"}]}]}]}";
    List<CapturedBatch> batches =
        read(write("logs.jsonl", log(0), log(0), log(10), log(0), both, log(0)));
    assertEquals(List.of(10L, 10L, 10L, 10L, 30L, 30L, 30L), times(batches));
    assertEquals(
        List.of("logs10", "logs10", "logs10", "logs10", "logs30", "logs30"), order(batches));
  }

  @Test
  void linesWaitForTheFirstTimeUpToTheirBound() throws Exception {
    for (int timeless : new int[] {CapturedFile.HELD_MAX - 1, CapturedFile.HELD_MAX}) {
      String[] lines = new String[timeless + 1];
      Arrays.fill(lines, log(0));
      lines[timeless] = log(10);
      List<Long> times = times(read(write("logs.jsonl", lines)));
      assertEquals(timeless < CapturedFile.HELD_MAX ? 10L : 0L, times.getFirst());
      assertEquals(timeless + 1, times.size());
    }
  }

  @Test
  void logsOfAFileThatTellsNoTimeStayWithoutOne() throws Exception {
    assertEquals(List.of(0L, 0L), times(read(write("logs.jsonl", log(0), log(0)))));
  }

  @Test
  void oneWrongClockHoldsUpNoFile() throws Exception {
    long second = 1_000_000_000L;
    for (long wrong : List.of(600L, 2_500_000_000L)) {
      List<String> spans = new ArrayList<>();
      List<String> points = new ArrayList<>();
      for (long at = 1_000; at < 1_299; at++) {
        points.add(gauge(at * second));
        spans.add(span((at % 3 == 0 ? at + wrong : at) * second));
      }
      write("traces.jsonl", spans.toArray(String[]::new));
      write("metrics.jsonl", points.toArray(String[]::new));
      long latest = 0;
      for (CapturedBatch batch : read(directory)) {
        assertTrue(Math.abs(batch.arrivalUnixNano() - latest) <= 20 * second || latest == 0);
        latest = batch.arrivalUnixNano();
      }
    }
  }

  @Test
  void aPauseIsNoWrongClock() throws Exception {
    long hour = 3_600_000_000_000L;
    write("logs.jsonl", log(hour), log(5 * hour), log(5 * hour + 1), log(9 * hour));
    assertEquals(
        List.of("logs" + hour, "logs" + 5 * hour, "logs" + (5 * hour + 1), "logs" + 9 * hour),
        order(read(directory)));
  }

  @Test
  void signalsMayBeMixedInOneFile() throws Exception {
    Path all = write("telemetry.json", span(1), log(2), gauge(3));
    assertEquals(List.of("traces1", "logs2", "metrics3"), order(read(all)));
  }

  @Test
  void aBatchKeepsItsLineForReplay() throws Exception {
    Path file = write("traces.jsonl", span(1), "", "  ", span(2));
    CapturedBatch last = read(file).getLast();
    assertArrayEquals(span(2).getBytes(StandardCharsets.UTF_8), last.json());
    assertEquals(4, last.lineNumber());
    assertEquals(file, last.file());
  }

  @Test
  void aDirectoryWithoutTelemetryIsNamed() throws Exception {
    write("labels.jsonl", "{\"case\":\"c\"}");
    write("empty.jsonl", "");
    assertEquals(
        directory
            + ": no telemetry here; expected OTLP/JSON lines such as traces.jsonl,"
            + " metrics.jsonl.gz or logs.jsonl",
        failure(directory));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("none.jsonl");
    assertEquals(missing + ": no such file", failure(missing));
  }

  @Test
  void aTruncatedGzipIsReportedAfterWhatCouldBeRead() throws Exception {
    String[] lines = new String[2000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = span(i + 1);
    }
    Path whole = write("traces.jsonl.gz", lines);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.jsonl.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

    int read = 0;
    try (CapturedFiles files = CapturedFiles.open(List.of(cut))) {
      while (files.next().isPresent()) {
        read++;
      }
    } catch (CaptureException broken) {
      assertEquals(
          cut + ", line " + (read + 1) + ": the gzip stream ends early; the file is cut off",
          broken.getMessage());
    }
    assertTrue(read > 100 && read < lines.length, read + " lines");
    Files.write(cut, Arrays.copyOf(bytes, 5));
    assertEquals(cut + ": the gzip stream ends early; the file is cut off", failure(cut));
  }

  @Test
  void whatIsNoGzipIsNamed() throws Exception {
    Path file = directory.resolve("traces.jsonl.gz");
    Files.writeString(file, span(1));
    assertEquals(file + ": the gzip stream is broken: Not in GZIP format", failure(file));
  }

  @Test
  void aBrokenLineIsNamedWithItsNumber() throws Exception {
    Path file = write("traces.jsonl", span(1), span(2).substring(0, 60));
    assertEquals(file + ", line 2: the body is not JSON: line 1, column 61", failure(file));
    Path foreign = write("foreign.jsonl", span(1), "{\"case\":1}");
    assertEquals(
        foreign + ", line 2: not an OTLP/JSON export request (one request per line)",
        failure(foreign));
  }

  @Test
  void aLineAboveTheLimitIsRefused() throws Exception {
    try (LineReader lines =
        new LineReader(
            new java.io.ByteArrayInputStream("12345\n123456\n".getBytes(StandardCharsets.UTF_8)),
            5)) {
      assertEquals(5, lines.next().orElseThrow().length);
      assertThrows(IOException.class, lines::next);
    }
  }
}
