package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalerTest {
  private final Scaler scaler =
      Scaler.fit(List.of(new float[] {1, 7}, new float[] {3, 7}, new float[] {5, 7}), 2);

  @Test
  void columnsGetMeanZeroAndDeviationOne() {
    float deviation = (float) Math.sqrt(8.0 / 3);
    assertArrayEquals(new float[] {2 / deviation, 0}, scaler.apply(new float[] {5, 7}, 9), 1e-6f);
  }

  @Test
  void aColumnThatNeverVariedStaysZero() {
    assertArrayEquals(new float[] {0, 0}, scaler.apply(new float[] {3, 1_000}, 9), 1e-6f);
  }

  @Test
  void outliersAreCutOnBothSides() {
    assertArrayEquals(new float[] {3, 0}, scaler.apply(new float[] {1_000, 7}, 3));
    assertArrayEquals(new float[] {-3, 0}, scaler.apply(new float[] {-1_000, 7}, 3));
  }
}
