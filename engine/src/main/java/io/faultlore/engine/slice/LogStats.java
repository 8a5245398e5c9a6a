package io.faultlore.engine.slice;

import java.util.HashMap;
import java.util.Map;

/** Mergeable statistics of one service's log records. */
public final class LogStats {
  static final LogStats NONE = new LogStats();

  private long records;
  private long warnings;
  private long errors;
  private long failWords;
  private final Map<Template, Integer> templates = new HashMap<>();

  void add(Template template) {
    records++;
    switch (template.level()) {
      case 2 -> warnings++;
      case 3 -> errors++;
      default -> {}
    }
    failWords += template.failWord() ? 1 : 0;
    templates.merge(template, 1, Integer::sum);
  }

  void merge(LogStats other) {
    records += other.records;
    warnings += other.warnings;
    errors += other.errors;
    failWords += other.failWords;
    other.templates.forEach((template, n) -> templates.merge(template, n, Integer::sum));
  }

  public long records() {
    return records;
  }

  public long warnings() {
    return warnings;
  }

  public long errors() {
    return errors;
  }

  /** Records whose text speaks of failing, whatever their level. */
  public long failWords() {
    return failWords;
  }

  public Map<Template, Integer> templates() {
    return templates;
  }
}
