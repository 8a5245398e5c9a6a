package io.faultlore.receiver.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Value;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import io.faultlore.world.Label;
import io.faultlore.world.agent.AgentPlan;
import io.faultlore.world.service.plan.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final Resource CART = Resource.of(Attributes.of("service.name", "cart"));
  private static final Scope SCOPE = new Scope("sim", "", Attributes.EMPTY);

  @TempDir private Path folder = Path.of("unset");

  private static Signal log(long second) {
    return new LogRecord(
        CART,
        SCOPE,
        START + second * SECOND,
        9,
        "INFO",
        "",
        Value.of("ready " + second),
        Attributes.EMPTY,
        "",
        "");
  }

  private static Signal metric(long second) {
    return new MetricPoint(
        CART,
        SCOPE,
        "cpu",
        "1",
        Attributes.EMPTY,
        START,
        START + second * SECOND,
        new MetricPoint.Gauge(second));
  }

  @Test
  void whatIsWrittenIsReadInOrderOfArrival() throws Exception {
    List<Signal> sent = new ArrayList<>();
    try (DataSet set = new DataSet(folder)) {
      for (long second = 0; second < 12; second++) {
        for (Signal signal : List.of(log(second), metric(second))) {
          set.on(START + second * SECOND, signal);
          sent.add(signal);
        }
      }
      assertEquals(new DataSet.Written(24, 0), set.end(List.of()));
    }
    List<Signal> read = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    try (CapturedFiles files = CapturedFiles.open(List.of(folder))) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        read.addAll(next.get().decoded().signals());
        lines.add(next.get().decoded().signals().size());
      }
    }
    assertEquals(List.of(5, 5, 5, 5, 2, 2), lines, "a line holds 5 s of one kind");
    assertEquals(
        sent.stream().filter(LogRecord.class::isInstance).toList(),
        read.stream().filter(LogRecord.class::isInstance).toList());
    assertEquals(
        sent.stream().filter(MetricPoint.class::isInstance).toList(),
        read.stream().filter(MetricPoint.class::isInstance).toList());
  }

  @Test
  void sameSeedGivesTheSameBytes() throws IOException {
    Simulated system = new Simulated(Systems.random(5, 6).withRequestsPerSecond(3), .1, 60, 5);
    AgentPlan teams = AgentPlan.defaults().withRunsPerMinute(20);
    for (String run : List.of("first", "second")) {
      DataSet.write(system, folder.resolve(run));
      DataSet.write(teams, .05, 5, folder.resolve(run).resolve("agents"));
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder.resolve("first"))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertEquals(4 + 2, files.size(), "three kinds of signals and labels; spans and labels");
    for (Path file : files) {
      Path other = folder.resolve("second").resolve(folder.resolve("first").relativize(file));
      assertEquals(-1, Files.mismatch(file, other), file.toString());
      assertTrue(Files.size(file) > 100, file.toString());
    }
  }

  @Test
  void labelsAreThoseOfTheEvaluationFormat() throws IOException {
    try (DataSet set = new DataSet(folder)) {
      set.end(
          List.of(
              new Label.Fault("f-1", 1, 2, "cart", "cart-2", "disk full", List.of("shop")),
              new Label.Change("c-1", 3, 4, "cart", "deployment"),
              new Label.Run("r-1", 5, "aa", true, "task-1"),
              new Label.Step("r-1#bb", 6, "aa", "bb", "planner", "wrong tool", true)));
    }
    assertEquals(
        List.of(
            "{'case':'f-1','kind':'fault','start_unix_nano':'1','end_unix_nano':'2',"
                + "'service':'cart','instance':'cart-2','type':'disk full','victims':['shop']}",
            "{'case':'c-1','kind':'change','start_unix_nano':'3','end_unix_nano':'4',"
                + "'service':'cart','type':'deployment'}",
            "{'case':'r-1','kind':'run','trace_id':'aa','outcome':'failed','group':'task-1',"
                + "'exhaustive':true}",
            "{'case':'r-1#bb','kind':'step','trace_id':'aa','span_id':'bb','agent':'planner',"
                + "'type':'wrong tool','root_cause':true}"),
        Files.readAllLines(folder.resolve("labels.jsonl")).stream()
            .map(line -> line.replace('"', '\''))
            .toList());
  }

  @Test
  void aDataSetIsNotOverwritten() throws IOException {
    try (DataSet set = new DataSet(folder)) {
      set.end(List.of());
    }
    assertThrows(IOException.class, () -> new DataSet(folder));
  }
}
