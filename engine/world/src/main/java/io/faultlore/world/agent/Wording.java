package io.faultlore.world.agent;

/** Which of the grammar's wordings are spoken; the halves share no template. */
public enum Wording {
  FIRST_HALF,
  SECOND_HALF,
  ALL;

  boolean speaks(int line) {
    return switch (this) {
      case FIRST_HALF -> line % 2 == 0;
      case SECOND_HALF -> line % 2 == 1;
      case ALL -> true;
    };
  }
}
