package io.faultlore.engine.read;

import io.faultlore.engine.slice.LogStats;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What log records tell, where any were recorded now and in the usual minutes. */
public sealed interface Logged extends Compared {
  /** How many there were. */
  long count();

  /** How many there usually are with as many requests, or in such a time. */
  double expected();

  default double llr() {
    return Scale.llr((double) count(), expected());
  }

  /** Which records are counted. */
  enum Kind {
    RECORDS,
    WARNINGS,
    ERRORS,
    /** Whose text speaks of failing, whatever their level. */
    FAIL_WORDS;

    private long of(LogStats logs) {
      return switch (this) {
        case RECORDS -> logs.records();
        case WARNINGS -> logs.warnings();
        case ERRORS -> logs.errors();
        case FAIL_WORDS -> logs.failWords();
      };
    }
  }

  /** All records of a kind. */
  record Level(Kind kind, long count, double expected) implements Logged {}

  /**
   * Records of one text.
   *
   * @param usual how many there are in the usual minutes
   * @param usualRecords of so many records
   */
  record Text(Template template, long count, double expected, long usual, long usualRecords)
      implements Logged {
    /** Of {@link Template#level}: warnings and above. */
    private static final int WARNING = 2;

    public boolean isNew() {
      return usual == 0;
    }

    public boolean isVanished() {
      return count == 0;
    }

    public boolean isBad() {
      return template.level() >= WARNING || template.failWord();
    }
  }

  /**
   * Levels, texts in the order of the window, then those that vanished.
   *
   * @param per what the usual counts are to be multiplied by, 0 when that is not known
   */
  static List<Logged> of(LogStats now, LogStats usual, double per) {
    if (per == 0) {
      return List.of();
    }
    List<Logged> logged = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      logged.add(new Level(kind, kind.of(now), kind.of(usual) * per));
    }
    for (Map.Entry<Template, Integer> text : now.templates().entrySet()) {
      int before = usual.templates().getOrDefault(text.getKey(), 0);
      logged.add(new Text(text.getKey(), text.getValue(), before * per, before, usual.records()));
    }
    for (Map.Entry<Template, Integer> text : usual.templates().entrySet()) {
      double expected = text.getValue() * per;
      if (expected >= Reading.ABSENT_MIN && !now.templates().containsKey(text.getKey())) {
        logged.add(new Text(text.getKey(), 0, expected, text.getValue(), usual.records()));
      }
    }
    return logged;
  }
}
