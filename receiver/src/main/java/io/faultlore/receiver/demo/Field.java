package io.faultlore.receiver.demo;

/**
 * Something the demo tells, under a short name.
 *
 * @param name the empty string when it goes on with the field before
 */
record Field(String name, String text, Weight weight) {
  /** How much a field matters where there is little room. */
  enum Weight {
    /** What a glance has to find. */
    HEADLINE,
    NEEDED,
    /** Shown as far as there is room. */
    SPARE,
    /** An empty line. */
    GAP
  }

  static final Field GAP = new Field("", "", Weight.GAP);

  static Field headline(String name, String text) {
    return new Field(name, text, Weight.HEADLINE);
  }

  static Field needed(String name, String text) {
    return new Field(name, text, Weight.NEEDED);
  }

  static Field spare(String name, String text) {
    return new Field(name, text, Weight.SPARE);
  }
}
