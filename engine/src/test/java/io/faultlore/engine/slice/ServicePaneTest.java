package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.ServicePane.Presence;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicePaneTest {
  private final ServicePane sent = new ServicePane();

  @Test
  void instancesSayWhereTheyRunAndWhatTheyAre() {
    sent.sentBy(
        resource("service.instance.id", "a", "host.name", "n1", "service.version", "2.4.1"));
    sent.sentBy(resource("k8s.pod.name", "b", "host.name", "pod", "k8s.node.name", "n2"));
    assertEquals(new Presence("n1", "2.4.1"), sent.instances().get("a"));
    assertEquals(new Presence("n2", ""), sent.instances().get("b"), "the machine, not the pod");
  }

  @Test
  void instancesAreBounded() {
    for (int i = 0; i < 300; i++) {
      assertEquals(Math.min(i, 256), sent.instances().size());
      sent.sentBy(resource("service.instance.id", "pod-" + i));
    }
    assertTrue(sent.instances().containsKey("pod-0"));
  }

  @Test
  void mergedPanesHaveTheInstancesOfBoth() {
    sent.sentBy(resource("service.instance.id", "a"));
    ServicePane later = new ServicePane();
    later.sentBy(resource("service.instance.id", "b"));
    sent.merge(later);
    assertEquals(Set.of("a", "b"), sent.instances().keySet());
    assertTrue(sent.isSilent(), "nothing was read of them");
  }

  @Test
  void peersThatWereOnlyCalledHaveAPane() {
    for (String peer : Set.of("orders-db", "api.bank.example", "Kafka")) {
      Slicer slicer = new Slicer(SliceConfig.defaults());
      slicer.add(
          Telemetry.span("cart", "t", "s", "", "q", Kind.CLIENT, 1, 5, "peer.service", peer));
      Pane pane = slicer.advance(at(60)).getFirst();
      assertEquals(Set.of("cart", peer), pane.services().keySet());
      assertTrue(pane.of(peer).isSilent());
      assertEquals(0, pane.of(peer).modalities());
      assertFalse(pane.of("cart").isSilent());
    }
  }

  private static Resource resource(String... attributes) {
    return Resource.of(Attributes.of(attributes));
  }
}
