package io.faultlore.engine.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.slice.Drops.Reason;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private final Drops drops = new Drops();
  private final Templates templates = new Templates(2, () -> 0, drops);

  @Test
  void whatVariesIsMasked() {
    assertEquals(
        "order <*> of <q> took <*>", Templates.mask("order 8f3a-11 of \"Ann Lee\" took 12.5ms"));
    assertEquals("don't mask apostrophes", Templates.mask("don't mask apostrophes"));
    assertEquals("user <q> is gone", Templates.mask("user 'bob smith' is gone"));
  }

  @Test
  void onlyTheFirstTenTokensCount() {
    assertEquals("a b c d e f g h i j", Templates.mask("a b  c d e f g h i j k l"));
  }

  @Test
  void aLongMessageCostsNoMoreThanItsBeginning() {
    assertEquals(300, Templates.mask("x".repeat(100_000)).length());
  }

  @Test
  void messagesThatDifferInWhatVariesShareATemplate() {
    Template first = of(9, "got 1 item");
    assertSame(first, of(9, "got 2 item"));
    assertEquals(.5, templates.fill());
  }

  @Test
  void theSameTextAtAnotherLevelIsAnotherTemplate() {
    assertEquals(1, of(9, "disk is slow").level());
    assertEquals(2, of(13, "disk is slow").level());
  }

  @Test
  void levelsAndFailWordsAreSeen() {
    assertEquals(3, of(17, "Connection refused").level());
    assertTrue(of(17, "Connection refused").failWord());
    assertFalse(of(5, "all is well").failWord());
    assertEquals(0, of(5, "all is well").level());
  }

  @Test
  void templatesAreBoundedAndWhatIsKnownStaysKnown() {
    of(9, "alpha");
    of(9, "beta");
    assertTrue(templates.of(Telemetry.log("cart", 1, 9, "gamma")).isEmpty());
    assertEquals(1, drops.of(Reason.TEMPLATE_LIMIT));
    assertEquals(1.0, templates.fill());
    of(9, "alpha");
  }

  private Template of(int severity, String body) {
    return templates.of(Telemetry.log("cart", 1, severity, body)).orElseThrow();
  }
}
