package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.runtime.Episodes.Change;
import io.faultlore.engine.task.runtime.Episodes.Changed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What opens a failure, and who belongs to it. */
class EpisodesTest extends EpisodeWindows {
  @Test
  void oneAnomalousWindowOpensNothing() {
    assertEquals(List.of(), window(Map.of("cart", 1.2)));
    assertEquals(List.of(), window(Map.of()));
    assertEquals(List.of(), window(Map.of("cart", 1.2)), "two in all, but not in a row");
  }

  @Test
  void theSecondAnomalousWindowInARowOpensAFailure() {
    window(Map.of("cart", 1.2));
    Changed opened = only(window(Map.of("cart", 1.1)));
    assertEquals(Change.OPENED, opened.change());
    assertEquals(now - 3 * PANE, opened.episode().onset, "two panes before the first one's end");
  }

  @Test
  void aVeryHighScoreOpensAtOnce() {
    assertEquals(Change.OPENED, only(window(Map.of("cart", 1.5))).change());
  }

  @Test
  void whoMayBeNearBelongsToAFailureThatBeganAtTheSameTime() {
    window(Map.of("cart?", 1.2));
    window(Map.of("cart?", 1.2));
    assertEquals(Change.GREW, only(window(Map.of("cart?", 1.2, "mail?", 2.0))).change());
    assertEquals(1, episodes.open().size());
  }

  @Test
  void whoMayBeNearHasAFailureOfItsOwnOnceTheOtherHasGoneOnForAWhile() {
    for (int i = 0; i < 8; i++) {
      window(Map.of("cart?", 1.2));
    }
    window(Map.of("cart?", 1.2, "mail?", 2.0));
    assertEquals(2, episodes.open().size());
  }

  @Test
  void manyWindowsAndServicesThatAreNearAreOneFailure() {
    List<Changed> changes = new ArrayList<>(window(Map.of("cart", 2.0)));
    for (int i = 0; i < 30; i++) {
      changes.addAll(window(Map.of("cart", 1.4, "checkout", 1.3, "c" + i, 1.7)));
    }
    assertEquals(1, changes.stream().filter(c -> c.change() == Change.OPENED).count());
    assertEquals(1, changes.stream().map(Changed::episode).distinct().count());
    Episode episode = changes.getFirst().episode();
    assertEquals(31, episode.slices());
    assertEquals(32, episode.members().size());
    assertEquals("cart", episode.worst());
  }

  @Test
  void disjointPartsAreFailuresOfTheirOwn() {
    window(Map.of("cart", 2.0));
    final long cartOnset = now - 2 * PANE;
    window(Map.of("cart", 2.0));
    window(Map.of("cart", 2.0, "mail", 1.2));
    List<Changed> both = window(Map.of("cart", 2.0, "mail", 1.2, "map", 1.1));
    assertEquals(List.of(Change.GREW, Change.OPENED), changes(both));
    Episode cart = both.get(0).episode();
    Episode mail = both.get(1).episode();
    assertEquals(Set.of("cart"), cart.members());
    assertEquals(Set.of("mail", "map"), mail.members());
    assertEquals(cartOnset, cart.onset);
    assertEquals(cartOnset + 2 * PANE, mail.onset);
    long cartEnd = now;
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(Change.QUIET, Change.GREW), changes(window(Map.of("mail", 1.2))));
    }
    assertEquals(List.of(Change.CLOSED, Change.GREW), changes(window(Map.of("mail", 1.2))));
    assertEquals(cartEnd, cart.last());
    assertEquals(now, mail.last());
    assertTrue(isHeldBack("map"));
    assertFalse(isHeldBack("cart"));
    quiet(3);
    assertEquals(List.of(), episodes.open());
  }

  @Test
  void partsThatBeginInTheSameWindowAreToldApart() {
    List<Changed> opened = window(Map.of("cart", 2.0, "mail", 1.9, "cache", 1.1, "web", 1.2));
    assertEquals(List.of(Change.OPENED, Change.OPENED), changes(opened));
    assertEquals(
        Set.of(Set.of("cart", "cache"), Set.of("mail")),
        Set.of(opened.get(0).episode().members(), opened.get(1).episode().members()),
        "who is neither sure nor near waits");
  }

  @Test
  void howManyPartsFailIsNotLimited() {
    Map<String, Double> scores = new TreeMap<>();
    for (char c = 'a'; c <= 'z'; c++) {
      scores.put(c + "1", 2.0);
      scores.put(c + "2", 1.2);
    }
    List<Changed> opened = window(scores);
    assertEquals(26, opened.size());
    opened.forEach(one -> assertEquals(2, one.episode().members().size()));
    assertEquals(26, window(scores).stream().filter(c -> c.change() == Change.GREW).count());
  }

  @Test
  void whoIsNearAMemberJoinsAtOnceAndWhoIsNotDoesNot() {
    window(Map.of("cart", 2.0));
    Episode episode = only(window(Map.of("cart", 1.4, "cache", 1.1, "mail", 1.1))).episode();
    assertEquals(Set.of("cart", "cache"), episode.members());
    assertTrue(isHeldBack("cache"));
    assertFalse(isHeldBack("mail"));
  }

  @Test
  void twoOpenFailuresDoNotTakeEachOthersMembers() {
    window(Map.of("cart", 2.0, "mail", 2.0));
    // "c" now stands between both: it is near the older one first.
    List<Changed> grew = window(Map.of("cart", 2.0, "mail", 2.0, "cm", 1.2));
    assertEquals(List.of(Change.GREW, Change.GREW), changes(grew));
    Set<String> all = new HashSet<>(grew.get(0).episode().members());
    all.retainAll(grew.get(1).episode().members());
    assertEquals(Set.of(), all);
  }

  @Test
  void aHiccupOfSecondsIsNoFailureHoweverLoud() {
    hiccups.add("cart");
    for (int i = 0; i < 4; i++) {
      assertEquals(List.of(), window(Map.of("cart", 5.0)), "it is in four windows");
    }
    hiccups.clear();
    assertEquals(Change.OPENED, only(window(Map.of("cart", 5.0))).change());
  }
}
