package io.faultlore.engine.encode;

import io.faultlore.engine.read.Logged;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.read.ServiceReading;
import java.util.Locale;

/**
 * Log records that came more or less often than usual: each template's deviation, weighted by how
 * rare the template usually is, in the direction of its text; and the levels.
 */
final class LogEncoder implements ModalityEncoder {
  /** As many as slices hold templates by default; 256 bytes each. */
  static final int TEXTS_MAX = 10_000;

  private final Known<float[]> directions;

  LogEncoder(TextEncoder texts) {
    this.directions = new Known<>(TEXTS_MAX, text -> direction(texts, text));
  }

  @Override
  public Deviations read(ServiceReading reading) {
    Deviations deviations = new Deviations();
    for (Logged one : reading.logged()) {
      double more = Deviations.squash(one.llr());
      switch (one) {
        case Logged.Level level -> {
          // More traffic is no trouble.
          double weight = level.kind() == Logged.Kind.RECORDS ? .5 : 1;
          String name = level.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
          deviations.add(name, weight * more);
        }
        case Logged.Text text -> {
          if (!text.isVanished() || text.expected() >= Reading.MISSED_MIN) {
            readText(text, more, deviations);
          }
        }
      }
    }
    return deviations;
  }

  private void readText(Logged.Text text, double more, Deviations deviations) {
    deviations.compared();
    if (more != 0) {
      double rarity = rarity(text.usual(), text.usualRecords());
      deviations.add(directions.of(text.template().text()), more * rarity);
    }
  }

  /** 1 for what was never seen, towards 0 for what every record is (inverse frequency). */
  private static double rarity(long seen, long all) {
    return Math.log((all + 2.0) / (seen + 1.0)) / Math.log(all + 2.0);
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
