package io.faultlore.engine.slice;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.failed;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One request by hand: front serves "GET /" in 100 ms. It calls cart twice, from 10 to 40 ms and
 * from 30 to 60 ms, and asks its database from 70 to 80 ms. Cart serves the first call in 24 ms.
 */
class SpanStatisticsTest {
  private final Slicer slicer = new Slicer(SliceConfig.defaults());

  @Test
  void requestsAndErrorsAreCountedWhereTheyEnter() {
    slicer.add(front("t1"));
    slicer.add(failed(front("t2")));
    slicer.add(serverAnswering("t3", "500"));
    slicer.add(serverAnswering("t4", "404"));
    TraceStats front = stats("front");
    assertEquals(4, front.requests());
    assertEquals(2, front.errors(), "one by its status, one by its response code");
    assertEquals(2, front.errorOrigins());
    assertEquals("t2", front.exampleTrace(), "a trace with an error is worth looking at");
  }

  @Test
  void ownTimeIsDurationMinusTheUnionOfTheChildren() {
    sendTrace();
    TraceStats front = stats("front");
    CallStats own = call(front, CallKey.Kind.OWN, "GET /", "");
    assertEquals(1, own.count());
    assertEquals(100 - 50 - 10, own.meanMs(), 1e-9, "the calls overlap by 10 ms");
    assertEquals(100, call(front, CallKey.Kind.SERVED, "GET /", "").meanMs(), 1e-9);
  }

  @Test
  void anEdgeCostsTheCallMinusWhatTheOtherSideServed() {
    sendTrace();
    CallStats edge = call(stats("front"), CallKey.Kind.EDGE, "GET /cart", "cart");
    assertEquals(1, edge.count());
    assertEquals(30 - 24, edge.meanMs(), 1e-9);
    assertEquals(0, edge.errors());
  }

  @Test
  void aCallWithoutAnotherSideIsALeafOfItsPeer() {
    sendTrace();
    CallStats leaf = call(stats("front"), CallKey.Kind.LEAF, "SELECT", "orders-db");
    assertEquals(10, leaf.meanMs(), 1e-9);
    assertEquals(0, leaf.missing());
  }

  @Test
  void aCallThatIsUsuallyAnsweredAndWasNotIsMissing() {
    sendTrace();
    CallStats leaf = call(stats("front"), CallKey.Kind.LEAF, "call", "cart");
    assertEquals(1, leaf.count(), "the second call, of which cart recorded nothing");
    assertEquals(1, leaf.missing());
  }

  @Test
  void anErrorThatAChildHadIsNotCountedAsBegunHere() {
    slicer.add(failed(front("t1")));
    slicer.add(failed(call("t1", "c1", 10, 30)));
    slicer.add(failed(span("cart", "t1", "e1", "c1", "GET /cart", Kind.SERVER, 1.013, 24)));
    Pane pane = pane();
    assertEquals(1, pane.of("front").traces().errors());
    assertEquals(0, pane.of("front").traces().errorOrigins());
    assertEquals(1, pane.of("cart").traces().errorOrigins());
    CallStats edge = call(pane.of("front").traces(), CallKey.Kind.EDGE, "GET /cart", "cart");
    assertEquals(0, edge.errors(), "cart reported it itself");
  }

  @Test
  void aFailureThatTheOtherSideDidNotNoticeBelongsToTheEdge() {
    slicer.add(front("t1"));
    slicer.add(failed(call("t1", "c1", 10, 30)));
    slicer.add(span("cart", "t1", "e1", "c1", "GET /cart", Kind.SERVER, 1.013, 24));
    assertEquals(1, call(stats("front"), CallKey.Kind.EDGE, "GET /cart", "cart").errors());
  }

  @Test
  void turningARequestDownIsAFailureOnlyWhereWhatItNeededFailed() {
    slicer.add(serverAnswering("t1", "404"));
    slicer.add(serverAnswering("t2", "404"));
    slicer.add(failed(span("front", "t2", "c2", "root", "call", Kind.CLIENT, 1.01, 5)));
    slicer.add(serverAnswering("t3", "404"));
    slicer.add(span("front", "t3", "c3", "root", "call", Kind.CLIENT, 1.01, 5));
    slicer.add(serverAnswering("t4", "200"));
    slicer.add(failed(span("front", "t4", "c4", "root", "call", Kind.CLIENT, 1.01, 5)));
    TraceStats front = stats("front");
    assertEquals(1, front.errors(), "t2; t4 got on without what failed");
    assertEquals(2, front.errorOrigins(), "the two calls");
  }

  @Test
  void whatTheOtherSideTurnedDownForWantOfACalleeDoesNotBelongToTheEdge() {
    slicer.add(front("t1"));
    slicer.add(failed(call("t1", "c1", 10, 30)));
    slicer.add(
        span(
            "cart",
            "t1",
            "e1",
            "c1",
            "GET /cart",
            Kind.SERVER,
            1.013,
            24,
            "http.response.status_code",
            "404"));
    slicer.add(failed(span("cart", "t1", "e2", "e1", "SELECT", Kind.CLIENT, 1.02, 5)));
    assertEquals(0, call(stats("front"), CallKey.Kind.EDGE, "GET /cart", "cart").errors());
  }

  @Test
  void quantilesAreRightWithinTwelvePercent() {
    for (int ms = 1; ms <= 100; ms++) {
      slicer.add(span("front", "t" + ms, "s", "", "GET /", Kind.SERVER, 1, ms));
    }
    LogHistogram served = call(stats("front"), CallKey.Kind.SERVED, "GET /", "").histogram();
    assertEquals(100, served.total());
    assertEquals(50, served.quantile(.5), 6);
    assertEquals(95, served.quantile(.95), 11.4);
    assertEquals(.5, served.shareAbove(50), .1);
  }

  @Test
  void whatFollowsWhatIsCountedInsideASpan() {
    slicer.add(front("t1"));
    slicer.add(log("front", 1.005, 9, "checking stock", "t1", "root-t1"));
    slicer.add(call("t1", "c1", 10, 30));
    slicer.add(span("cart", "t1", "e1", "c1", "GET /cart", Kind.SERVER, 1.013, 24));
    Map<StepKey, Map<String, Integer>> steps = stats("front").steps();
    assertEquals(Map.of(": checking stock", 1), steps.get(new StepKey("GET /", StepKey.START, "")));
    assertEquals(Map.of("call > cart", 1), steps.get(new StepKey("GET /", ": checking stock", "")));
    assertEquals(Map.of(StepKey.END, 1), steps.get(new StepKey("GET /", "call > cart", "cart")));
  }

  @Test
  void aConsumerOfItsOwnIsARequestAndAnInternalSpanIsNone() {
    slicer.add(front("t1"));
    slicer.add(span("front", "t1", "i1", "root-t1", "render", Kind.INTERNAL, 1.01, 5));
    slicer.add(span("mailer", "t1", "m1", "root-t1", "mail", Kind.CONSUMER, 1.5, 5));
    Pane pane = pane();
    assertEquals(1, pane.of("front").traces().requests());
    assertEquals(2, pane.of("front").traces().spans());
    assertEquals(1, pane.of("mailer").traces().requests());
    assertFalse(pane.of("mailer").traces().calls().isEmpty());
  }

  @Test
  void whoAskedIsUnknownWhereNobodyRecordedTheCall() {
    sendTrace();
    slicer.add(span("cart", "t2", "e1", "nobody's", "GET /cart", Kind.SERVER, 1.013, 24));
    Pane pane = pane();
    assertEquals(1, pane.of("front").traces().requestsByUnknown(), "users, or whoever it is");
    assertEquals(2, pane.of("cart").traces().requests());
    assertEquals(1, pane.of("cart").traces().requestsByUnknown());
  }

  private void sendTrace() {
    slicer.add(front("t1"));
    slicer.add(call("t1", "c1", 10, 30));
    slicer.add(span("cart", "t1", "e1", "c1", "GET /cart", Kind.SERVER, 1.013, 24));
    slicer.add(call("t1", "c2", 30, 30));
    slicer.add(
        span(
            "front",
            "t1",
            "d1",
            "root-t1",
            "SELECT",
            Kind.CLIENT,
            1.07,
            10,
            "server.address",
            "orders-db"));
  }

  private static Span front(String trace) {
    return span("front", trace, "root-" + trace, "", "GET /", Kind.SERVER, 1, 100);
  }

  private static Span serverAnswering(String trace, String code) {
    return span(
        "front",
        trace,
        "root",
        "",
        "GET /",
        Kind.SERVER,
        1,
        100,
        "http.response.status_code",
        code);
  }

  private static Span call(String trace, String id, int fromMs, int ms) {
    double second = 1 + fromMs / 1e3;
    return span(
        "front",
        trace,
        id,
        "root-" + trace,
        "call",
        Kind.CLIENT,
        second,
        ms,
        "server.address",
        "cart-host");
  }

  private static CallStats call(TraceStats of, CallKey.Kind kind, String operation, String callee) {
    return Optional.ofNullable(of.calls().get(new CallKey(kind, operation, callee))).orElseThrow();
  }

  private TraceStats stats(String service) {
    return pane().of(service).traces();
  }

  private Pane pane() {
    return slicer.advance(at(60)).getFirst();
  }
}
