package io.faultlore.engine.encode;

import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.LogStats;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.Scale;
import io.faultlore.engine.slice.Template;
import java.util.Map;

/**
 * Log records that came more or less often than usual: each template's deviation, weighted by how
 * rare the template usually is, in the direction of its text; and the levels.
 */
final class LogEncoder implements ModalityEncoder {
  /** As many as slices hold templates by default; 256 bytes each. */
  static final int TEXTS_MAX = 10_000;

  /** Expected fewer times, a template may be absent by chance. */
  private static final double VANISHED_MIN = 5;

  private final Known<float[]> directions;

  LogEncoder(TextEncoder texts) {
    this.directions = new Known<>(TEXTS_MAX, text -> direction(texts, text));
  }

  @Override
  public boolean isKnown(String service, Pane window, Baselines usual) {
    return window.of(service).logs().records() > 0 || usual.logs(service).all().records() > 0;
  }

  @Override
  public Deviations read(String service, Pane window, Baselines usual) {
    Deviations deviations = new Deviations();
    LogStats before = usual.logs(service).all();
    LogStats now = window.of(service).logs();
    double per = usual.logsExpectedPer(service, window);
    if (window.loggedSeconds() == 0 || per == 0 || usual.logs(service).minutes() == 0) {
      return deviations;
    }
    readLevels(now, before, per, deviations);
    for (Map.Entry<Template, Integer> one : now.templates().entrySet()) {
      int usually = before.templates().getOrDefault(one.getKey(), 0);
      read(one.getKey(), one.getValue(), usually, before, per, deviations);
    }
    for (Map.Entry<Template, Integer> one : before.templates().entrySet()) {
      boolean vanished = !now.templates().containsKey(one.getKey());
      if (vanished && one.getValue() * per >= VANISHED_MIN) {
        read(one.getKey(), 0, one.getValue(), before, per, deviations);
      }
    }
    return deviations;
  }

  private static void readLevels(LogStats now, LogStats before, double per, Deviations deviations) {
    deviations.add("records", squash(now.records(), before.records() * per) / 2);
    deviations.add("warnings", squash(now.warnings(), before.warnings() * per));
    deviations.add("errors", squash(now.errors(), before.errors() * per));
    deviations.add("fail words", squash(now.failWords(), before.failWords() * per));
  }

  private void read(
      Template template,
      long count,
      int usually,
      LogStats before,
      double per,
      Deviations deviations) {
    deviations.compared();
    double more = squash(count, usually * per);
    if (more != 0) {
      deviations.add(directions.of(template.text()), more * rarity(usually, before.records()));
    }
  }

  /** 1 for what was never seen, towards 0 for what every record is (inverse frequency). */
  private static double rarity(long seen, long all) {
    return Math.log((all + 2.0) / (seen + 1.0)) / Math.log(all + 2.0);
  }

  private static double squash(long count, double expected) {
    return Deviations.squash(Scale.llr((double) count, expected));
  }

  /** The text's vector, folded by signs that depend on the dimension only. */
  private static float[] direction(TextEncoder texts, String template) {
    float[] text = texts.encode(Masking.mask(template)).values();
    float[] folded = new float[Deviations.DIMENSIONS - 1];
    for (int i = 0; i < text.length; i++) {
      int hash = Deviations.mix(i);
      folded[Math.floorMod(hash >>> 1, folded.length)] += (hash & 1) == 0 ? text[i] : -text[i];
    }
    return Vectors.normalise(folded);
  }

  double fill() {
    return directions.fill();
  }
}
