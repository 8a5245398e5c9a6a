package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chance, split by purpose and number: what one purpose draws never moves another, so that the same
 * decisions can be told in other words, and a run does not depend on those before it.
 */
final class Chance {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Chance() {}

  static RandomGenerator of(long seed, String purpose, long number) {
    return FACTORY.create(seed(seed, purpose, number));
  }

  static long seed(long seed, String purpose, long number) {
    long hash = mix(seed);
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ purpose.charAt(i));
    }
    return mix(hash ^ number);
  }

  static boolean happens(double probability, RandomGenerator chance) {
    return chance.nextDouble() < probability;
  }

  static <T> T one(List<T> of, RandomGenerator chance) {
    return of.get(chance.nextInt(of.size()));
  }

  /** Different ones, in an order of chance. */
  static <T> List<T> some(List<T> of, int count, RandomGenerator chance) {
    List<T> left = new ArrayList<>(of);
    List<T> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      chosen.add(left.remove(chance.nextInt(left.size())));
    }
    return chosen;
  }

  /** Time until the next event of a Poisson process. */
  static double exponential(double mean, RandomGenerator chance) {
    return -mean * Math.log1p(-chance.nextDouble());
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
