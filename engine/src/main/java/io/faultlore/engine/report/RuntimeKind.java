package io.faultlore.engine.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The fixed taxonomy of service failures for metric labels. Types of cases are free words of the
 * people who labelled them; what a label says must stay a small set.
 */
// The signs are unmodifiable lists.
@SuppressWarnings("ImmutableEnumChecker")
enum RuntimeKind {
  CPU("cpu", "processor", "throttl"),
  MEMORY("memory", "oom", "heap", "leak"),
  DISK("disk", "storage", "iops", "filesystem", "volume"),
  DNS("dns", "name_resolution"),
  NETWORK("network", "latency", "delay", "packet", "loss", "partition", "bandwidth", "jitter"),
  CRASH("crash", "kill", "restart", "shutdown", "unavailable", "down"),
  DATABASE("database", "sql", "query", "deadlock", "redis", "mongo"),
  SATURATION("saturation", "overload", "queue", "pool", "thread", "limit", "flood", "traffic"),
  CONFIGURATION("config", "feature_flag", "flag", "deploy", "version", "certificate", "auth"),
  CODE("exception", "return", "error", "code", "bug", "null", "fault", "failure"),
  UNKNOWN,
  OTHER;

  private final List<String> signs;

  RuntimeKind(String... signs) {
    this.signs = List.of(signs);
  }

  /** The kind of a free type: the first whose sign it contains; nothing means unknown. */
  static RuntimeKind of(String type) {
    if (type.isBlank()) {
      return UNKNOWN;
    }
    String plain = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return Arrays.stream(values())
        .filter(kind -> kind.signs.stream().anyMatch(plain::contains))
        .findFirst()
        .orElse(plain.equals("unknown") ? UNKNOWN : OTHER);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] words() {
    return Arrays.stream(values()).map(RuntimeKind::word).toArray(String[]::new);
  }
}
