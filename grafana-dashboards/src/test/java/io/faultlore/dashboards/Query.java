package io.faultlore.dashboards;

import static java.util.stream.Collectors.toCollection;

import io.faultlore.engine.report.Catalogue;
import io.faultlore.engine.report.Catalogue.Kind;
import io.faultlore.engine.report.MetricLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a PromQL expression reads; its syntax is checked by promtool in {@code .ci}. */
record Query(String expr) {
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:[a-z_]+:)?faultlore_[a-z0-9_]+(?::[a-z0-9_]+)?)\\b(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

  /** Names that every scraped series has, and the buckets of a histogram. */
  private static final Set<String> COMMON = Set.of("job", "instance", "le");

  static final Map<String, Catalogue> EXPORTED = exported();

  private static Map<String, Catalogue> exported() {
    Map<String, Catalogue> names = new LinkedHashMap<>();
    for (Catalogue metric : Catalogue.values()) {
      if (metric.kind() == Kind.HISTOGRAM) {
        for (String part : List.of("_bucket", "_sum", "_count")) {
          names.put(metric.metricName() + part, metric);
        }
      } else {
        names.put(metric.metricName(), metric);
      }
    }
    return names;
  }

  /** Metric name and matchers of each selector, in order. */
  List<Selector> selectors() {
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SELECTOR.matcher(expr);
    while (found.find()) {
      if (!insideString(found.start())) {
        selectors.add(new Selector(found.group(1), found.group(2) == null ? "" : found.group(2)));
      }
    }
    return selectors;
  }

  private boolean insideString(int position) {
    return STRING.matcher(expr).results().anyMatch(s -> s.start() < position && position < s.end());
  }

  /** What is wrong with the metrics and labels it names. */
  List<String> problems(Set<String> recorded) {
    return selectors().stream().flatMap(selector -> selector.problems(recorded)).toList();
  }

  boolean isBalanced() {
    String plain = STRING.matcher(expr).replaceAll("\"\"");
    return Stream.of("()", "{}", "[]")
        .allMatch(
            pair ->
                plain.chars().filter(c -> c == pair.charAt(0)).count()
                    == plain.chars().filter(c -> c == pair.charAt(1)).count());
  }

  /** One metric with its matchers. */
  record Selector(String metric, String matchers) {
    Map<String, String> byLabel() {
      return MATCHER
          .matcher(matchers)
          .results()
          .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2) + m.group(3), (a, b) -> b));
    }

    boolean isCounter() {
      Catalogue known = EXPORTED.get(metric);
      return known != null && (known.kind() == Kind.COUNTER || known.kind() == Kind.HISTOGRAM);
    }

    private Stream<String> problems(Set<String> recorded) {
      if (metric.contains(":")) {
        return recorded.contains(metric) ? Stream.of() : Stream.of(metric + " is not recorded");
      }
      Catalogue known = EXPORTED.get(metric);
      if (known == null) {
        return Stream.of(metric + " is not exported");
      }
      Map<String, MetricLabel> labels =
          known.labels().stream().collect(Collectors.toMap(MetricLabel::name, Function.identity()));
      return byLabel().entrySet().stream().flatMap(matcher -> problems(labels, matcher));
    }

    private Stream<String> problems(
        Map<String, MetricLabel> labels, Map.Entry<String, String> matcher) {
      String name = matcher.getKey();
      if (COMMON.contains(name)) {
        return Stream.of();
      }
      MetricLabel label = labels.get(name);
      if (label == null) {
        return Stream.of(metric + " has no label " + name);
      }
      String value = matcher.getValue().replaceFirst("^(=~|!~|!=|=)", "");
      Set<String> known = new TreeSet<>(label.values());
      Set<String> unknown =
          value.startsWith("$") || known.isEmpty()
              ? Set.of()
              : Arrays.stream(value.split("\\|"))
                  .filter(word -> !known.contains(word))
                  .collect(toCollection(TreeSet::new));
      return unknown.stream().map(word -> metric + " has no " + name + " " + word);
    }
  }
}
