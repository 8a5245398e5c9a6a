package io.faultlore.engine.slice;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.MetricPoint.Gauge;
import io.faultlore.engine.signal.MetricPoint.Sum;
import io.faultlore.engine.slice.Series.Aspect;
import io.faultlore.engine.slice.Series.Meaning;
import io.faultlore.engine.slice.Series.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What metrics are about, from the table {@code metrics.tsv} of the names of the conventions: by
 * the name, with or without Prometheus' suffixes; else by the longest beginning of it; else by its
 * words. What the table leaves open follows from the kind of instrument and the unit.
 */
final class MetricTable {
  private static final String FILE = "metrics.tsv";
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{Alnum}]+");
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Suffixes of the classic Prometheus histogram, whose parts are metrics of their own. */
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");

  /** Milliseconds of a unit, by its UCUM code and by the word that Prometheus has for it. */
  private static final Map<String, Double> MILLIS =
      Map.ofEntries(
          Map.entry("s", 1e3),
          Map.entry("ms", 1.0),
          Map.entry("us", 1e-3),
          Map.entry("ns", 1e-6),
          Map.entry("min", 6e4),
          Map.entry("seconds", 1e3),
          Map.entry("milliseconds", 1.0),
          Map.entry("microseconds", 1e-3),
          Map.entry("nanoseconds", 1e-6),
          Map.entry("minutes", 6e4));

  /** What Prometheus appends for counters and units (OpenTelemetry specification, Prometheus). */
  private static final Pattern SUFFIX =
      Pattern.compile(
          "(_(total|per_second|per_minute|per_hour|per_day|seconds|milliseconds|microseconds"
              + "|nanoseconds|minutes|hours|days|bytes|kibibytes|mebibytes|gibibytes|kilobytes"
              + "|megabytes|gigabytes|bits|ratio|percent|celsius|hertz|joules|watts|volts|amperes"
              + "|meters|grams))+$");

  private static final MetricTable TABLE = read();

  private final Map<String, Row> names = new HashMap<>();
  private final Map<String, Row> beginnings = new HashMap<>();
  private final Map<String, Row> words = new LinkedHashMap<>();

  /** A line of the table; aspect and role are null where it has none. */
  private record Row(
      int rank, @Nullable Aspect aspect, @Nullable Role role, String detail, String group) {}

  /**
   * A metric that tells of single requests.
   *
   * @param group metrics of one group tell of the same requests: protocol and side
   * @param rank the smaller, the more it tells among those of its group
   * @param served whether the requests were served, not made
   * @param millis milliseconds of one unit of its durations
   */
  record Requests(String group, int rank, boolean served, double millis) {}

  static Meaning meaning(MetricPoint point) {
    return TABLE.find(point);
  }

  /** Empty when the metric does not tell of single requests. */
  static Optional<Requests> requests(MetricPoint point) {
    Row row = TABLE.exact(point);
    if (row == null || row.role != Role.REQUEST) {
      return Optional.empty();
    }
    boolean served = row.aspect == Aspect.SERVER;
    String unit = MILLIS.containsKey(point.unit()) ? point.unit() : unit(point.name());
    double millis = MILLIS.getOrDefault(unit, MILLIS.getOrDefault(row.detail, 1.0));
    return Optional.of(new Requests(row.group, row.rank, served, millis));
  }

  /**
   * The name as Prometheus writes it, underscores for all that is no letter or digit, without the
   * suffixes for counters and units: one form for a metric, whichever way it came.
   */
  static String plain(String name) {
    return SUFFIX.matcher(under(name)).replaceFirst("");
  }

  private static String under(String name) {
    return NO_WORD.matcher(name).replaceAll("_");
  }

  /** The first word of the name's suffixes, {@code _total} aside, or the empty string. */
  private static String unit(String name) {
    String suffix = under(name).substring(plain(name).length()).replace("_total", "");
    return suffix.isEmpty() ? "" : suffix.substring(1).split("_", -1)[0];
  }

  private Meaning find(MetricPoint point) {
    Row row = exact(point);
    row = row == null ? beginning(key(point.name())) : row;
    Row aspect = row;
    Row role = row;
    for (String word : NO_WORD.split(CAMEL.matcher(point.name()).replaceAll("_"), -1)) {
      aspect = first(aspect, words.get(word.toLowerCase(Locale.ROOT)), true);
      role = first(role, words.get(word.toLowerCase(Locale.ROOT)), false);
    }
    Aspect about = aspect == null || aspect.aspect == null ? Aspect.OTHER : aspect.aspect;
    Role as = role == null || role.role == null ? byKind(point) : role.role;
    return new Meaning(about, as, row == null || as != Role.USAGE ? "" : plain(row.detail));
  }

  /** The row that comes first in the table, of those that have an aspect, or a role. */
  private static @Nullable Row first(@Nullable Row a, @Nullable Row b, boolean aspect) {
    if (b == null || (aspect ? b.aspect == null : b.role == null)) {
      return a;
    }
    boolean none = a == null || (aspect ? a.aspect == null : a.role == null);
    return none || Objects.requireNonNull(a).rank > b.rank ? b : a;
  }

  /** The row of the name itself, of the point's attributes if there is one, or null. */
  private @Nullable Row exact(MetricPoint point) {
    String name = key(point.name());
    Attributes attributes = point.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      Row row = names.get(name + '{' + attributes.key(i) + '=' + attributes.value(i).asText());
      if (row != null) {
        return row;
      }
    }
    Row row = names.get(name);
    return row == null ? part(under(point.name())) : row;
  }

  /** Of a classic histogram's parts: its count counts, the others say how long or how many. */
  private @Nullable Row part(String name) {
    String whole = PART.matcher(name).replaceFirst("");
    Row row = whole.length() == name.length() ? null : names.get(key(whole));
    if (row == null || (row.role != Role.REQUEST && row.role != Role.DURATION)) {
      return null;
    }
    Role role = name.endsWith("_sum") ? Role.DURATION : Role.COUNT;
    boolean requests = row.role == Role.REQUEST && name.endsWith("_count");
    return new Row(row.rank, row.aspect, requests ? Role.REQUEST : role, row.detail, row.group);
  }

  private @Nullable Row beginning(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('_', end - 1)) {
      Row row = beginnings.get(name.substring(0, end));
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  private static Role byKind(MetricPoint point) {
    String unit = point.unit().isEmpty() ? unit(point.name()) : point.unit();
    return switch (point.data()) {
      case Gauge g -> isPercent(point) ? Role.UTILIZATION : Role.USAGE;
      case Sum(double value, boolean monotonic, boolean cumulative) when !monotonic -> Role.USAGE;
      case Sum s -> MILLIS.containsKey(unit) ? Role.DURATION : Role.COUNT;
      default -> MILLIS.containsKey(unit) ? Role.DURATION : Role.USAGE;
    };
  }

  /** Whether 100 is the whole, by the unit or by the name's end. */
  static boolean isPercent(MetricPoint point) {
    return point.unit().equals("%") || unit(point.name()).equals("percent");
  }

  private static String key(String name) {
    return plain(name).toLowerCase(Locale.ROOT);
  }

  private static MetricTable read() {
    MetricTable table = new MetricTable();
    try (InputStream in =
        Objects.requireNonNull(MetricTable.class.getResourceAsStream(FILE), FILE)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(table::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private void add(String line) {
    String[] columns = line.split("\t", -1);
    String name = columns[0];
    String group = name.substring(0, Math.max(0, name.indexOf('.'))) + ' ' + columns[1];
    Row row =
        new Row(
            names.size() + beginnings.size() + words.size(),
            columns[1].equals("-") ? null : Aspect.valueOf(columns[1]),
            columns.length < 3 || columns[2].equals("-") ? null : Role.valueOf(columns[2]),
            columns.length < 4 ? "" : columns[3],
            group);
    if (name.startsWith("?")) {
      put(words, name.substring(1), row);
    } else if (name.endsWith(".*")) {
      put(beginnings, under(name.substring(0, name.length() - 2)), row);
    } else {
      int attribute = name.contains("{") ? name.indexOf('{') : name.length();
      String value = name.substring(attribute).replace("}", "");
      put(names, key(name.substring(0, attribute)) + value, row);
    }
  }

  private static void put(Map<String, Row> rows, String key, Row row) {
    if (rows.put(key, row) != null) {
      throw new IllegalStateException(FILE + " says twice what " + key + " is about");
    }
  }
}
