package io.faultlore.receiver.otlp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever arrives is either decoded or refused; nothing else is thrown. */
class MutationTest {
  private static final int ROUNDS = 9_000;

  @ParameterizedTest
  @EnumSource
  void mutatedRequestsAreDecodedOrRefused(Encoding encoding) throws IOException {
    long seed = Long.getLong("faultlore.seed", 0);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int refused = 0;
    for (SignalKind kind : SignalKind.values()) {
      byte[] valid = Samples.request(kind, encoding);
      for (int round = 0; round < ROUNDS / SignalKind.values().length; round++) {
        byte[] mutated = mutate(valid, random);
        try {
          new OtlpDecoder().decode(kind, encoding, mutated);
        } catch (MalformedRequestException expected) {
          refused++;
        } catch (RuntimeException bug) {
          throw new AssertionError(
              "seed " + seed + ", " + kind + ": " + Arrays.toString(mutated), bug);
        }
      }
    }
    assertTrue(refused > ROUNDS / 100 && refused < ROUNDS, refused + " refused");
  }

  private static byte[] mutate(byte[] valid, RandomGenerator random) {
    byte[] mutated = valid.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(mutated, random.nextInt(mutated.length))
        : mutated;
  }
}
