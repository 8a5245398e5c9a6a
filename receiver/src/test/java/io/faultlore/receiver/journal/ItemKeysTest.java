package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKeysTest {
  private static final Resource CART = Resource.of(Attributes.of("service.name", "cart"));
  private static final Resource SHOP = Resource.of(Attributes.of("service.name", "shop"));

  @Test
  void theSameRequestHasTheSameKeysAgain() {
    List<Signal> first = List.of(log(1, "a"), log(1, "a"), point("m", 1), Signals.span(1));
    List<Signal> again = List.of(log(1, "a"), log(1, "a"), point("m", 1), Signals.span(1));
    assertArrayEquals(ItemKeys.of(first), ItemKeys.of(again));
  }

  @Test
  void equalLogsOfOneRequestAreDifferentItems() {
    long[] keys = ItemKeys.of(List.of(log(1, "a"), log(1, "a"), log(1, "a")));
    assertEquals(3, Set.of(keys[0], keys[1], keys[2]).size());
  }

  @Test
  void everyPartOfAnIdentityMatters() {
    List<Signal> different =
        List.of(
            log(1, "a"),
            log(2, "a"),
            log(1, "b"),
            logOf(SHOP, 1, Value.of("a"), Attributes.EMPTY),
            logOf(CART, 1, Value.of("a"), Attributes.of("k", "v")),
            logOf(CART, 1, Value.of("1"), Attributes.EMPTY),
            logOf(CART, 1, Value.of(1), Attributes.EMPTY),
            logOf(CART, 1, new Value.Real(1.0), Attributes.EMPTY),
            logOf(CART, 1, new Value.Map(Attributes.of("a", "b")), Attributes.EMPTY),
            logOf(CART, 1, new Value.Array(List.of(Value.of("a"))), Attributes.EMPTY),
            logOf(CART, 1, new Value.Bytes("aa"), Attributes.EMPTY),
            logOf(CART, 1, new Value.Empty(), Attributes.EMPTY),
            point("m", 1),
            point("m", 2),
            point("n", 1),
            Signals.span(1),
            Signals.span(2));
    Set<Long> keys = new HashSet<>();
    for (Signal signal : different) {
      keys.add(ItemKeys.of(List.of(signal))[0]);
    }
    assertEquals(different.size(), keys.size());
  }

  @Test
  void partsAreNotRunTogether() {
    assertNotEquals(
        new ItemHash().add("ab").add("c").take(), new ItemHash().add("a").add("bc").take());
    assertNotEquals(new ItemHash().add("").take(), new ItemHash().add("\0").take());
  }

  /**
   * Keys lie on disk: were they to change unnoticed, retries across an upgrade would count twice.
   */
  @Test
  void keysAreTheFirst64BitsOfSha256() {
    // printf '\0\0\0\0\0\0\0\3abc\0\0\0\0\0\0\0\7' | sha256sum
    ItemHash hash = new ItemHash();
    assertEquals(0x6cb8129b1455234cL, hash.add("abc").add(7).take());
    assertEquals(
        0x6cb8129b1455234cL, hash.add("abc").add(7).take(), "nothing is left of the first");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_080, 4_081, 4_088, 4_089, 4_096, 4_097, 100_000})
  void longTextsAreHashedWhole(int length) throws Exception {
    String text = "x".repeat(length);
    ByteBuffer fields = ByteBuffer.allocate(length + 2 * Long.BYTES);
    fields.putLong(length).put(text.getBytes(StandardCharsets.UTF_8)).putLong(7);
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(fields.array());
    assertEquals(ByteBuffer.wrap(sha256).getLong(), new ItemHash().add(text).add(7).take());
  }

  @Test
  void keysOfManyNeighboursDoNotCollide() {
    List<Signal> points = new ArrayList<>();
    for (int name = 0; name < 100; name++) {
      for (int time = 0; time < 2_000; time++) {
        points.add(point("m" + name, time));
      }
    }
    long[] keys = ItemKeys.of(points);
    Set<Long> all = new HashSet<>();
    Set<Long> lowBits = new HashSet<>();
    for (long key : keys) {
      all.add(key);
      lowBits.add(key & 0xfffff);
    }
    assertEquals(keys.length, all.size());
    // Of 2^20 slots, 200,000 random keys hit about 2^20 * (1 - e^-0.19) = 181,900.
    assertEquals(181_900, lowBits.size(), 1_500);
  }

  private static LogRecord log(long time, String body) {
    return logOf(CART, time, Value.of(body), Attributes.EMPTY);
  }

  private static LogRecord logOf(Resource resource, long time, Value body, Attributes attributes) {
    return new LogRecord(resource, Scope.NONE, time, 9, "INFO", "", body, attributes, "", "");
  }

  private static MetricPoint point(String name, long time) {
    return new MetricPoint(
        CART, Scope.NONE, name, "1", Attributes.EMPTY, 0, time, new MetricPoint.Gauge(1));
  }
}
