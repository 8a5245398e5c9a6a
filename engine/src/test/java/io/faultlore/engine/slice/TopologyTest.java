package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may suffer from the same failure, whatever the services are called. */
class TopologyTest {
  private static final List<List<String>> NAMES =
      List.of(List.of("front", "cart", "stock", "store"), List.of("d", "c", "b", "a"));

  private final Topology topology = new Topology();

  @Test
  void callersAndCalleesAreNearAndWhoIsOneFurther() {
    for (List<String> chain : NAMES) {
      Topology seen = new Topology();
      Pane pane = pane(0);
      for (int i = 0; i < 3; i++) {
        call(pane, chain.get(i), chain.get(i + 1));
      }
      see(seen, pane);
      for (int a = 0; a < 4; a++) {
        for (int b = 0; b < 4; b++) {
          if (a != b) {
            boolean near = seen.areNear(chain.get(a), chain.get(b));
            assertEquals(Math.abs(a - b) <= 2, near, chain.get(a) + " and " + chain.get(b));
          }
        }
      }
    }
  }

  @Test
  void whoeverCallsTheSameDatabaseIsNearEachOther() {
    Pane pane = pane(0);
    call(pane, "cart", "orders-db");
    call(pane, "invoice", "orders-db");
    call(pane, "search", "index");
    see(topology, pane);
    assertTrue(topology.areNear("cart", "invoice"));
    assertTrue(topology.areNear("invoice", "cart"));
    assertFalse(topology.areNear("cart", "search"));
  }

  @Test
  void aConnectedPartIsWhoeverCallsOrIsCalledHoweverFar() {
    Pane pane = pane(0);
    for (int i = 0; i < 9; i++) {
      call(pane, "chain-" + i, "chain-" + (i + 1));
    }
    call(pane, "other", "orders-db");
    see(topology, pane);
    for (int i = 0; i <= 9; i++) {
      assertEquals(10, topology.part(Set.of("chain-" + i)).size());
    }
    assertEquals(Set.of("other", "orders-db"), topology.part(Set.of("orders-db")));
    assertEquals(12, topology.part(Set.of("chain-4", "other")).size());
    assertEquals(Set.of("alone"), topology.part(Set.of("alone")));
  }

  @Test
  void aFailureMayComeFromItsPartAndFromWhereNobodyKnowsWhomItTouches() {
    Pane pane = pane(0);
    for (int i = 0; i < 9; i++) {
      call(pane, "chain-" + i, "chain-" + (i + 1));
    }
    call(pane, "other", "orders-db");
    pane.service("metrics-only").metricsToFill();
    see(topology, pane);
    assertTrue(topology.reach(Set.of("chain-0")).test("chain-9"));
    assertTrue(topology.reach(Set.of("chain-0")).test("metrics-only"));
    assertFalse(topology.reach(Set.of("chain-0")).test("orders-db"));
    assertTrue(topology.reach(Set.of("metrics-only", "chain-0")).test("orders-db"));
  }

  @Test
  void whoWasCalledByTheSameIsNotNearForThatAlone() {
    Pane pane = pane(0);
    call(pane, "front", "cart");
    call(pane, "front", "search");
    see(topology, pane);
    assertFalse(topology.areNear("cart", "search"), "they do not harm each other");
  }

  @Test
  void callsOfUnknownPeersAndOfItselfLinkNobody() {
    Pane pane = pane(0);
    call(pane, "cart", "");
    call(pane, "stock", "");
    call(pane, "cart", "cart");
    see(topology, pane);
    assertFalse(topology.areNear("cart", "stock"));
    assertTrue(topology.areUnlinked("cart", "stock"), "nothing tells that they are apart");
    assertEquals(Set.of("cart"), topology.part(Set.of("cart")));
  }

  @Test
  void whoeverSendsNoSpansMayCallWhoeverIsCalledBySomebodyUnknown() {
    Pane pane = pane(0);
    call(pane, "cart", "stock");
    call(pane, "cart", "store");
    TraceStats stock = pane.service("stock").tracesToFill();
    for (int request = 0; request < 20; request++) {
      stock.request(Outcome.OK, 10, "t" + request, "stock-1");
      if (request % 4 == 0) {
        stock.askedByUnknown();
      }
    }
    TraceStats store = pane.service("store").tracesToFill();
    for (int request = 0; request < 20; request++) {
      store.request(Outcome.OK, 10, "t" + request, "store-1");
    }
    store.askedByUnknown();
    pane.service("metrics-only").metricsToFill();
    see(topology, pane);
    assertTrue(topology.mayCall("metrics-only", "stock"));
    assertTrue(topology.mayCall("stock", "metrics-only"));
    assertFalse(topology.mayCall("metrics-only", "store"), "one span of twenty was lost");
    assertFalse(topology.mayCall("metrics-only", "cart"), "nobody calls it");
    assertFalse(topology.mayCall("store", "stock"), "who calls them is known of others");
  }

  @Test
  void aHostIsSharedWhereThereAreSeveral() {
    Pane pane = pane(0);
    runs(pane, "cart", "node-1");
    runs(pane, "search", "node-1");
    see(topology, pane);
    assertFalse(topology.areNear("cart", "search"), "one machine carries everything");
    Pane later = pane(1);
    runs(later, "mail", "node-2");
    see(topology, later);
    assertTrue(topology.areNear("cart", "search"));
    assertFalse(topology.areNear("cart", "mail"));
    runs(later, "cart", "node-2");
    see(topology, later);
    assertTrue(topology.areNear("cart", "mail"), "one of its instances runs there");
  }

  @Test
  void whatWasNotSeenForAnHourAndAHalfIsForgotten() {
    Pane first = pane(0);
    call(first, "cart", "stock");
    runs(first, "cart", "node-1");
    runs(first, "mail", "node-1");
    runs(first, "search", "node-2");
    see(topology, first);
    for (int minute = 1; minute <= History.MEASURED_MINUTES; minute++) {
      see(topology, pane(minute));
      assertTrue(topology.areNear("cart", "stock"), minute + " minutes later");
      assertTrue(topology.areNear("cart", "mail"), minute + " minutes later");
    }
    for (int minute = 1; minute <= 11; minute++) {
      see(topology, pane(History.MEASURED_MINUTES + minute));
    }
    assertFalse(topology.areNear("cart", "stock"));
    assertFalse(topology.areNear("cart", "mail"));
    assertEquals(Set.of("stock"), topology.part(Set.of("stock")));
  }

  private static Pane pane(int minute) {
    return new Pane(at(60.0 * minute), at(60.0 * minute + 60));
  }

  private static void see(Topology topology, Pane pane) {
    pane.close();
    topology.see(pane);
  }

  private static void call(Pane pane, String caller, String callee) {
    CallKey key = new CallKey(CallKey.Kind.LEAF, "GET", callee);
    pane.service(caller).tracesToFill().call(key).add(5, false, false);
  }

  private static void runs(Pane pane, String service, String host) {
    ServicePane sent = pane.service(service);
    sent.logsToFill();
    sent.sentBy(
        Resource.of(
            Attributes.of(
                "service.name",
                service,
                "service.instance.id",
                service + host,
                "host.name",
                host)));
  }
}
