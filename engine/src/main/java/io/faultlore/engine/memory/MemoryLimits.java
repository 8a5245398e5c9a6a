package io.faultlore.engine.memory;

/**
 * How much memory keeps.
 *
 * @param casesMax cases, step entries included; beyond it the oldest unlabelled case makes room
 * @param statesPerServiceMax states of one service; beyond it its oldest makes room
 * @param statesMax states of all services; beyond it the oldest makes room
 * @param cachedBytesMax decoded cases kept in the heap, about
 * @param exactCasesMax up to so many cases every recall compares all of them
 */
public record MemoryLimits(
    int casesMax, int statesPerServiceMax, int statesMax, long cachedBytesMax, int exactCasesMax) {

  /**
   * 20,000 cases are years of failures and 30 MB of vectors in the heap. 256 states are the last
   * hour of slices of a service; 32,768 are 128 services of them, 50 MB of 384 floats. 256 MB of
   * decoded cases are about 8,000 failures of 50 services. A comparison with 8,000 cases takes 0.7
   * ms of CPU and one with 20,000 takes 4, a search in Lucene's graph 2 to 3 (MemoryBenchmark), and
   * comparing all gives the same answer in every run, however the segments were merged.
   */
  public static MemoryLimits defaults() {
    return new MemoryLimits(20_000, 256, 32_768, 256L << 20, 16_384);
  }

  public MemoryLimits {
    if (casesMax < 1 || statesPerServiceMax < 1 || statesMax < 1) {
      throw new IllegalArgumentException(
          "memory keeps at least one case and one state: %d, %d, %d"
              .formatted(casesMax, statesPerServiceMax, statesMax));
    }
    if (cachedBytesMax < 0 || exactCasesMax < 0) {
      throw new IllegalArgumentException(
          "bounds are not negative: %d, %d".formatted(cachedBytesMax, exactCasesMax));
    }
  }
}
