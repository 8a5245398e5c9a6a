package io.faultlore.receiver.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.faultlore.receiver.evaluate.Protocol.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private static final List<Item> ITEMS =
      IntStream.range(0, 20)
          .mapToObj(i -> new Item("case-" + i, "case-" + i, i < 12 ? "slow" : "crash"))
          .toList();

  @Test
  void leaveOneOutGivesEachCaseAFoldOfItsOwn() {
    Map<String, Integer> folds = Protocol.folds(Protocol.parse("loo"), ITEMS, 0);
    assertEquals(20, folds.values().stream().distinct().count());
  }

  @Test
  void whatBelongsTogetherSharesAFold() {
    List<Item> items =
        List.of(new Item("a", "g1", ""), new Item("b", "g2", ""), new Item("c", "g1", ""));
    for (String word : List.of("loo", "loso", "kfold:2")) {
      Map<String, Integer> folds = Protocol.folds(Protocol.parse(word), items, 7);
      assertEquals(folds.get("a"), folds.get("c"), word);
      assertNotEquals(folds.get("a"), folds.get("b"), word);
    }
  }

  @Test
  void foldsHoldEachTypeEvenly() {
    Map<String, Integer> folds = Protocol.folds(Protocol.parse("kfold:4"), ITEMS, 3);
    Map<String, Integer> counts = new HashMap<>();
    for (Item item : ITEMS) {
      counts.merge(item.stratum() + folds.get(item.id()), 1, Integer::sum);
    }
    for (int fold = 0; fold < 4; fold++) {
      assertEquals(3, counts.get("slow" + fold));
      assertEquals(2, counts.get("crash" + fold));
    }
  }

  @Test
  void theSameSeedGivesTheSameFolds() {
    Protocol protocol = Protocol.parse("kfold:5");
    assertEquals(Protocol.folds(protocol, ITEMS, 1), Protocol.folds(protocol, ITEMS, 1));
    assertNotEquals(Protocol.folds(protocol, ITEMS, 1), Protocol.folds(protocol, ITEMS, 2));
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Protocol.parse("lou"));
    assertEquals(
        "unknown protocol lou: use loo, loso, kfold:K or prequential", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Protocol.parse("kfold:1"));
    assertThrows(IllegalArgumentException.class, () -> Protocol.parse("kfold:many"));
  }

  @Test
  void wordsRoundTrip() {
    for (String word : List.of("loo", "loso", "kfold:5", "prequential")) {
      assertEquals(word, Protocol.parse(word).word());
    }
  }
}
