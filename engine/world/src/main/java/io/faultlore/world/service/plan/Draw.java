package io.faultlore.world.service.plan;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chance for one purpose. Each purpose has a stream of its own, derived from the seed and the
 * purpose's name, so that more use of chance in one place does not reshuffle another.
 */
public final class Draw {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator chance;

  public Draw(long seed, String purpose) {
    chance = FACTORY.create(mix(seed + 31L * mix(hash(purpose))));
  }

  /** FNV-1a, 64 bit: the same on every machine. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  public boolean chance(double probability) {
    return probability > 0 && chance.nextDouble() < probability;
  }

  public double between(double low, double high) {
    return low + (high - low) * chance.nextDouble();
  }

  /** Evenly spread over the orders of magnitude. */
  public double logBetween(double low, double high) {
    return low * Math.exp(Math.log(high / low) * chance.nextDouble());
  }

  public int between(int low, int highInclusive) {
    return low + chance.nextInt(highInclusive - low + 1);
  }

  public int below(int bound) {
    return chance.nextInt(bound);
  }

  public long bits() {
    return chance.nextLong();
  }

  public double exponential(double mean) {
    return mean * chance.nextExponential();
  }

  /** Mean, not median; sigma is that of the logarithm. */
  public double logNormal(double mean, double sigma) {
    return mean * Math.exp(sigma * chance.nextGaussian() - sigma * sigma / 2);
  }

  public double gaussian() {
    return chance.nextGaussian();
  }

  public <T> T pick(List<T> from) {
    return from.get(chance.nextInt(from.size()));
  }
}
