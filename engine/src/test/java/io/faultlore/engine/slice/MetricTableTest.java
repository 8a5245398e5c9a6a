package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.Data;
import io.faultlore.engine.signal.MetricPoint.Gauge;
import io.faultlore.engine.signal.MetricPoint.Histogram;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.slice.Series.Aspect;
import io.faultlore.engine.slice.Series.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What metrics are about. */
class MetricTableTest {
  private static final Data GAUGE = new Gauge(1);
  private static final Data COUNTER = new Sum(1, true, true);
  private static final Data LEVEL = new Sum(1, false, true);
  private static final Data HISTOGRAM = new Histogram(1, 1, List.of(), List.of(), true);

  /** Units as the conventions write them, and the suffix that Prometheus has for them. */
  private static final Map<String, String> SUFFIXES =
      Map.of(
          "s", "_seconds",
          "ms", "_milliseconds",
          "By", "_bytes",
          "By/s", "_bytes_per_second",
          "%", "_percent",
          "1", "_ratio",
          "{request}", "",
          "", "");

  /** All names of the table, without those for one value of an attribute. */
  private static final List<String> NAMES = names();

  @Test
  void everyNameMeansTheSameInPrometheusForm() {
    for (String name : NAMES) {
      for (Data data : List.of(GAUGE, COUNTER, LEVEL, HISTOGRAM)) {
        SUFFIXES.forEach(
            (unit, suffix) -> {
              String form = name.replace('.', '_') + suffix + (data == COUNTER ? "_total" : "");
              MetricPoint sent = point(name, unit, data);
              MetricPoint scraped = point(form, unit, data);
              assertEquals(MetricTable.meaning(sent), MetricTable.meaning(scraped), form);
              assertEquals(MetricTable.requests(sent), MetricTable.requests(scraped), form);
              assertEquals(MetricTable.plain(name), MetricTable.plain(form), form);
            });
      }
    }
    assertTrue(NAMES.size() > 250, "the table is read");
  }

  @Test
  void theUnitOfRequestsIsReadFromTheNameWhereThePointHasNone() {
    for (String name : List.of("http.server.request.duration", "http.server.duration")) {
      assertEquals(1e3, millis(name.replace('.', '_') + "_seconds", ""));
      assertEquals(1, millis(name.replace('.', '_') + "_milliseconds", ""));
      assertEquals(1e-3, millis(name, "us"));
    }
    assertEquals(1e3, millis("http.server.request.duration", ""), "by convention");
    assertEquals(1, millis("http.server.duration", ""), "by the convention of its day");
  }

  @Test
  void theLimitThatAUsageNamesIsALimitOfTheTable() {
    for (String name : NAMES) {
      String limit = MetricTable.meaning(point(name, "", GAUGE)).limit();
      if (!limit.isEmpty()) {
        assertEquals(Role.LIMIT, MetricTable.meaning(point(limit, "", GAUGE)).role(), name);
      }
    }
  }

  @Test
  void aNameIsReadByItsConventionNotByTheLettersInIt() {
    assertEquals(Aspect.MEMORY, aspect("dotnet.gc.heap.total_allocated"));
    assertNotEquals(Aspect.NETWORK, aspect("dotnet.assembly.count"));
    assertNotEquals(Aspect.WAITING, aspect("postgresql.blocks"), "no lock");
    assertNotEquals(Aspect.WAITING, aspect("postgresql.index.scans"));
    assertEquals(Aspect.WAITING, aspect("postgresql.database.locks"));
    assertEquals(Aspect.CPU, aspect("process_cpu_seconds_total"));
  }

  @Test
  void whatATableDoesNotNameIsReadByItsBeginningThenByItsWords() {
    assertEquals(Aspect.MEMORY, aspect("jvm.memory.of_tomorrow"));
    assertEquals(Aspect.OTHER, aspect("dotnet.network.of_tomorrow"), "the beginning comes first");
    assertEquals(Aspect.WAITING, aspect("app.mail.queueSize"));
    assertEquals(Aspect.OTHER, aspect("app.blockchain.netting"), "words, not letters");
  }

  @Test
  void kindAndUnitTellTheRoleWhereNothingElseDoes() {
    assertEquals(Role.COUNT, role("app.mails", "{mail}", COUNTER));
    assertEquals(Role.USAGE, role("app.mails", "{mail}", GAUGE));
    assertEquals(Role.DURATION, role("app.mails", "ms", HISTOGRAM));
    assertEquals(Role.DURATION, role("app_mails_seconds", "", HISTOGRAM));
    assertEquals(Role.USAGE, role("app.mails", "By", HISTOGRAM));
    assertEquals(Role.UTILIZATION, role("app.mails", "%", GAUGE));
    assertEquals(Role.LAG, role("app.mails.age", "s", HISTOGRAM));
    assertEquals(Role.ERRORS, role("app.mails.failed", "", COUNTER));
  }

  @Test
  void anAttributeTellsWhichPartIsUsed() {
    String pool = "db.client.connection.count";
    assertEquals(
        "db_client_connection_max",
        MetricTable.meaning(point(pool, "", LEVEL, "state", "used")).limit());
    assertEquals("", MetricTable.meaning(point(pool, "", LEVEL, "state", "idle")).limit());
  }

  @Test
  void thePartsOfAClassicHistogramAreReadAsWhatTheyAre() {
    MetricPoint count = point("http_server_request_duration_seconds_count", "", COUNTER);
    assertTrue(MetricTable.requests(count).orElseThrow().served());
    for (String part : List.of("bucket", "sum")) {
      MetricPoint other = point("http_server_request_duration_seconds_" + part, "", COUNTER);
      assertTrue(MetricTable.requests(other).isEmpty(), "or they would be counted twice");
      assertEquals(Aspect.SERVER, MetricTable.meaning(other).aspect());
    }
  }

  private static List<String> names() {
    try (InputStream in = MetricTable.class.getResourceAsStream("metrics.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("?"))
          .map(line -> line.substring(0, line.indexOf('\t')))
          .filter(name -> !name.endsWith("*") && !name.contains("{"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double millis(String name, String unit) {
    return MetricTable.requests(point(name, unit, HISTOGRAM)).orElseThrow().millis();
  }

  private static Aspect aspect(String name) {
    return MetricTable.meaning(point(name, "", COUNTER)).aspect();
  }

  private static Role role(String name, String unit, Data data) {
    return MetricTable.meaning(point(name, unit, data)).role();
  }

  private static MetricPoint point(String name, String unit, Data data, String... attributes) {
    return new MetricPoint(
        Telemetry.resource("cart"),
        Scope.NONE,
        name,
        unit,
        Attributes.of(attributes),
        0,
        Telemetry.START,
        data);
  }
}
