package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final int CALLEES_MAX = 3;

  private final Drops drops = new Drops();
  private final Peers peers =
      new Peers(
          new Recent<>(100, () -> 0, drops, Drops.Reason.SERVICE_LIMIT),
          new Recent<>(CALLEES_MAX, () -> 0, drops, Drops.Reason.PEER_LIMIT));

  @Test
  void whoAnsweredAtAHostIsWhoIsCalledThere() {
    peers.know("shipping");
    peers.answered("front", host("proxy-7"), "shipping");
    assertEquals("shipping", peers.resolve(host("proxy-7")));
    assertTrue(peers.usuallyAnswers("front", host("proxy-7")));
    assertFalse(peers.usuallyAnswers("other", host("proxy-7")));
  }

  @Test
  void aNameThatFitsOneServiceIsThatService() {
    peers.know("postgres");
    peers.know("redis-cache");
    assertEquals("postgres", peers.resolve(PeerName.of(Attributes.of("db.system", "postgresql"))));
    assertEquals("redis-cache", peers.resolve(host("prod-redis-cache-0.internal")));
  }

  @Test
  void aNameThatFitsTwoServicesIsNeither() {
    peers.know("cart");
    peers.know("cart-api");
    assertEquals("old-cart-api-1", peers.resolve(host("old-cart-api-1")));
  }

  @Test
  void aBareAddressIsNoName() {
    assertEquals("", peers.resolve(host("10.0.0.7")));
    assertEquals("", peers.resolve(host("localhost")));
  }

  @Test
  void aServiceThatAppearsLaterIsFoundUnderTheSameName() {
    assertEquals("mail", peers.resolve(host("mail")));
    peers.know("mail");
    assertEquals("mail", peers.resolve(host("mail.default.svc:25")));
  }

  @Test
  void credentialsAndPathsAreNoPartOfAHost() {
    PeerName name =
        PeerName.of(Attributes.of("url.full", "https://bob:secret@Pay.example:8443/charge?x=1"));
    assertEquals("pay.example", name.host());
  }

  @Test
  void hostsAreBoundedAndTheOneAskedForLeastLatelyGoes() {
    peers.know("shipping");
    for (int i = 0; i <= Peers.HOSTS_MAX; i++) {
      peers.answered("front", host("proxy-" + i + "a"), "shipping");
      assertTrue(peers.usuallyAnswers("front", host("proxy-0a")), "asked for all the time");
      peers.resolve(host("proxy-0a"));
    }
    assertFalse(peers.usuallyAnswers("front", host("proxy-1a")));
    assertEquals("shipping", peers.resolve(host("proxy-0a")));
    assertEquals("shipping", peers.resolve(host("proxy-" + Peers.HOSTS_MAX + "a")));
  }

  @Test
  void hostsOfNobodyKnownAreBoundedAndThoseBeyondAreNobody() {
    for (int i = 0; i < CALLEES_MAX; i++) {
      assertEquals("hook-" + i, peers.resolve(host("hook-" + i)));
    }
    assertEquals(0, drops.of(Drops.Reason.PEER_LIMIT));
    assertEquals("", peers.resolve(host("one-more")));
    assertEquals(1, drops.of(Drops.Reason.PEER_LIMIT));
    assertEquals("hook-0", peers.resolve(host("hook-0")), "known ones are still told apart");
    peers.know("mail");
    assertEquals("mail", peers.resolve(host("mail")), "services have room of their own");
  }

  private static PeerName host(String host) {
    return PeerName.of(Attributes.of("server.address", host));
  }
}
