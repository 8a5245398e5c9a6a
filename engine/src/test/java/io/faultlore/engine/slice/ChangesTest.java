package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.slice.Changes.Change;
import io.faultlore.engine.slice.Changes.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What telemetry tells of releases and restarts; a pane is 15 seconds long. */
class ChangesTest {
  private static final int PANE = 15;
  private static final int SERVICES_MAX = 3;

  private final Changes changes = new Changes(SERVICES_MAX);

  @Test
  void whatIsThereFromTheBeginningIsNoChange() {
    live(0, 600, "cart", "pod-1", "2.4.0");
    assertEquals(List.of(), changes.of("cart", 0));
    assertFalse(changes.isWarmingUp("cart", at(0)));
    assertFalse(changes.isWarmingUp("cart", at(600)));
    assertFalse(changes.isWarmingUp("never seen", at(600)));
  }

  @Test
  void aNewVersionIsAChangeOfItsServiceAlone() {
    for (String version : List.of("2.4.1", "f3a9c1", "v10")) {
      Changes seen = new Changes(SERVICES_MAX);
      seen.see(pane(0, "cart", "pod-1", "2.4.0"));
      seen.see(pane(0, "stock", "pod-1", "2.4.0"));
      seen.see(pane(600, "cart", "pod-1", version));
      seen.see(pane(600, "stock", "pod-1", "2.4.0"));
      seen.see(pane(615, "cart", "pod-1", version));
      assertEquals(List.of(new Change("cart", Kind.VERSION, version, at(600))), seen.of("cart", 0));
      assertEquals(List.of(), seen.of("stock", 0));
      assertEquals(1, seen.of("cart", at(600)).size());
      assertEquals(List.of(), seen.of("cart", at(600) + 1), "before what is asked for");
    }
  }

  @Test
  void aNewInstanceIsAChangeAndOneThatComesBackIsNone() {
    live(0, 60, "cart", "pod-1", "");
    live(60, 120, "cart", "pod-2", "");
    live(120, 180, "cart", "pod-1", "");
    assertEquals(
        List.of(new Change("cart", Kind.INSTANCE, "pod-2", at(60))), changes.of("cart", 0));
  }

  @Test
  void aRollOutIsToldInOrderOfTime() {
    live(0, 60, "cart", "pod-1", "1");
    live(60, 120, "cart", "pod-2", "2");
    live(120, 180, "cart", "pod-3", "2");
    List<Change> told = changes.of("cart", 0);
    assertEquals(3, told.size(), told::toString);
    assertEquals(List.of(at(60), at(60), at(120)), told.stream().map(Change::unixNano).toList());
  }

  @Test
  void countersThatBeginAnewAreARestart() {
    live(0, 600, "cart", "pod-1", "1");
    restart(600);
    live(615, 1_200, "cart", "pod-1", "1");
    assertEquals(List.of(new Change("cart", Kind.RESTART, "", at(600))), changes.of("cart", 0));
  }

  @Test
  void countersThatBeginAnewAllTheTimeAreNone() {
    for (int second = 0; second < 3_600; second += PANE) {
      restart(second);
    }
    assertTrue(changes.of("cart", 0).size() <= 1, "several processes write one series");
    assertFalse(changes.isWarmingUp("cart", at(3_600)));
  }

  @Test
  void aCalleeThatSendsNothingDoesNotChange() {
    Pane pane = new Pane(at(0), at(PANE));
    CallKey key = new CallKey(CallKey.Kind.LEAF, "GET", "orders-db");
    pane.service("cart").tracesToFill().call(key).add(5, false, false);
    pane.close();
    changes.see(pane);
    changes.see(pane(60, "orders-db", "db-1", "17"));
    assertEquals(List.of(), changes.of("orders-db", 0), "its first sign of life");
  }

  @Test
  void aBusyServiceWarmsUpForAFewMinutes() {
    live(0, 600, "cart", "pod-1", "1");
    serve(600, "pod-2", 10_000);
    for (int second = 600; second <= 740; second += PANE) {
      assertTrue(changes.isWarmingUp("cart", at(second)), "however many requests came");
    }
    serve(770, "pod-2", 10_000);
    assertFalse(changes.isWarmingUp("cart", at(770)));
  }

  @Test
  void aQuietServiceWarmsUpLongerButNotForEver() {
    live(0, 600, "cart", "pod-1", "1");
    for (int second = 600; second <= 1_200; second += 60) {
      serve(second, "pod-2", 10);
      assertTrue(changes.isWarmingUp("cart", at(second)), "too few requests to be warm");
    }
    assertFalse(changes.isWarmingUp("cart", at(1_201)), "ten minutes");
  }

  @Test
  void everyChangeBeginsTheWarmUpAnew() {
    live(0, 600, "cart", "pod-1", "1");
    serve(600, "pod-2", 10_000);
    serve(780, "pod-2", 10_000);
    assertFalse(changes.isWarmingUp("cart", at(780)));
    serve(795, "pod-3", 1);
    assertTrue(changes.isWarmingUp("cart", at(795)));
  }

  @Test
  void servicesAreBoundedAndWhoSentNothingLongestIsForgotten() {
    for (int i = 0; i < SERVICES_MAX; i++) {
      changes.see(pane(0, "service-" + i, "pod", "1"));
    }
    changes.see(pane(15, "service-0", "pod", "1"));
    changes.see(pane(30, "one-more", "pod", "1"));
    changes.see(pane(45, "service-0", "pod", "2"));
    assertEquals(1, changes.of("service-0", 0).size(), "still known, so it changed");
    changes.see(pane(60, "service-1", "pod", "2"));
    assertEquals(List.of(), changes.of("service-1", 0), "as if it were new");
  }

  @Test
  void versionsInstancesAndChangesAreBounded() {
    int more = 3_000;
    for (int i = 0; i <= more; i++) {
      changes.see(pane(i, "cart", "pod-" + i, ""));
    }
    List<Change> kept = changes.of("cart", 0);
    assertEquals(1_000, kept.size());
    assertEquals("pod-" + more, kept.getLast().name(), "the oldest go first");
    changes.see(pane(more + 1, "cart", "pod-" + (more - 511), ""));
    assertEquals(kept, changes.of("cart", 0), "the last 512 names are known");
    changes.see(pane(more + 2, "cart", "pod-" + (more - 600), ""));
    assertEquals("pod-" + (more - 600), changes.of("cart", 0).getLast().name());
  }

  private void live(int from, int to, String service, String instance, String version) {
    for (int second = from; second < to; second += PANE) {
      changes.see(pane(second, service, instance, version));
    }
  }

  private void restart(int second) {
    Pane pane = pane(second, "cart", "pod-1", "1");
    pane.service("cart").metricsToFill().restart();
    changes.see(pane);
  }

  private void serve(int second, String instance, int requests) {
    Pane pane = pane(second, "cart", instance, "1");
    for (int i = 0; i < requests; i++) {
      pane.service("cart").tracesToFill().request(Outcome.OK, 5, "", instance);
    }
    changes.see(pane);
  }

  private static Pane pane(int second, String service, String instance, String version) {
    Pane pane = new Pane(at(second), at(second + PANE));
    ServicePane sent = pane.service(service);
    sent.logsToFill();
    sent.sentBy(
        Resource.of(
            Attributes.of(
                "service.name",
                service,
                "service.instance.id",
                instance,
                "service.version",
                version)));
    return pane;
  }
}
