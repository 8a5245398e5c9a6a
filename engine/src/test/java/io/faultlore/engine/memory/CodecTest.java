package io.faultlore.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.EvidenceRow.Act;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  @Test
  void everythingComesBack() {
    Case full =
        Cases.of("c", -5, Cases.vector("a", 1, 0))
            .withLabel(Cases.label("cpu"))
            .withConclusion(Cases.concluded());
    assertEquals(full, Codec.decodeCase(Codec.encode(full)));
  }

  @Test
  void theLayoutIsPinned() {
    Case full = Cases.of("c", -5, Cases.vector("a", 1, 0)).withLabel(Cases.label("cpu"));
    State state = Cases.state("s", "cart", 1L << 40, Cases.vector("a", 0, 1), true);
    String why = "whoever changes the layout raises the version";
    assertEquals(546939452, Arrays.hashCode(Codec.encode(full)), why);
    assertEquals(1801951024, Arrays.hashCode(Codec.encode(state)), why);
  }

  @Test
  void aRunOfTheFirstLayoutIsRead() {
    Encoded old = firstLayout(Case.Kind.AGENT_RUN);
    for (String token : tokens("AG=planner", "OP=tool", "TOOL=search", "CONTENT=no", "TRACE=t2")) {
      old.text(token);
    }
    end(old, "first suspect is step 1 of 1");
    Case read = Codec.decodeCase(old.toBytes());
    EvidenceRow row = read.rows().getFirst();
    assertEquals(List.of("AG=planner", "OP=tool", "TOOL=search"), row.tokens());
    assertEquals(Optional.of(new Act("t2", "tool", "search", false)), row.act());
    assertEquals(List.of("first suspect is step 1 of 1"), read.summary());
    assertEquals(Severity.WARNING, read.concluded().severity(), "it had something to tell");
    assertEquals(List.of(), read.concluded().suspects(), "nobody had kept them");
    assertTrue(read.closed());
    assertEquals(read, Codec.decodeCase(Codec.encode(read)), "and is written in the new one");
  }

  @Test
  void aServiceOfTheFirstLayoutDidNotAct() {
    Encoded old = firstLayout(Case.Kind.RUNTIME);
    old.number(0);
    end(old, "latency of cart");
    assertEquals(Optional.empty(), Codec.decodeCase(old.toBytes()).rows().getFirst().act());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3})
  void anUnknownLayoutIsRefused(long version) {
    Encoded strange = new Encoded();
    strange.number(version);
    UnusableMemoryException refused =
        assertThrows(UnusableMemoryException.class, () -> Codec.decodeCase(strange.toBytes()));
    assertEquals("an entry has version " + version + ", known are 1 to 2", refused.getMessage());
  }

  private static List<String> tokens(String... tokens) {
    return List.of(tokens);
  }

  /** A case with one row, up to the row's tokens. */
  private static Encoded firstLayout(Case.Kind kind) {
    Encoded out = new Encoded();
    out.number(1);
    for (String text : List.of("t1", kind.name(), "shop", "run", "t1")) {
      out.text(text);
    }
    out.number(10);
    out.number(20);
    out.text("agents-1");
    out.flag(false);
    out.number(1);
    out.text("s1");
    out.text("planner");
    out.floats(new float[] {1, 2});
    out.text("text");
    out.text("input");
    if (kind == Case.Kind.AGENT_RUN) {
      out.number(5);
    }
    return out;
  }

  private static void end(Encoded out, String sentence) {
    out.number(1);
    out.text(sentence);
    out.flag(true);
    out.flag(false);
  }
}
