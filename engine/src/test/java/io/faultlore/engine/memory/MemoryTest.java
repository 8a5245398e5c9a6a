package io.faultlore.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.Case.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final Embedding EAST = Cases.vector("a", 1, 0);
  private static final MemoryLimits SMALL = new MemoryLimits(5, 3, 7, 1 << 20, 8_192);

  @TempDir Path folder;

  @Nested
  class InHeap extends MemoryContract {
    @Override
    Memory open() {
      return new Memory(new ByteBuffersDirectory(), MemoryLimits.defaults(), 1_024);
    }
  }

  @Nested
  class OnDisk extends MemoryContract {
    @Override
    Memory open() {
      return Memory.open(folder, MemoryLimits.defaults());
    }
  }

  /** Every recall through Lucene's graph, every case decoded anew. */
  @Nested
  class ThroughTheGraph extends MemoryContract {
    @Override
    Memory open() {
      return new Memory(new ByteBuffersDirectory(), new MemoryLimits(20_000, 256, 1_000, 0, 0), 32);
    }
  }

  @Test
  void everythingIsThereAfterARestart() {
    Case labelled = Cases.of("a", 1, EAST).withLabel(Cases.label("cpu"));
    State state = Cases.state("s", "cart", 1, EAST, true);
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      memory.remember(labelled);
      memory.remember(Cases.of("b", 2, EAST));
      memory.remember(state);
      memory.commit(99);
      memory.forget("b");
      memory.commit(100);
    }
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      assertEquals(List.of(labelled), memory.cases(CaseQuery.all()));
      assertEquals(1, memory.normalStates("cart"));
      assertEquals(100, memory.committedPosition());
      assertTrue(memory.stats().bytes() > 1000);
    }
  }

  @Test
  void whatWasNotCommittedIsCommittedOnCloseAtTheOldPosition() {
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      memory.commit(7);
      memory.remember(Cases.of("a", 1, EAST));
    }
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      assertTrue(memory.get("a").isPresent());
      assertEquals(7, memory.committedPosition());
    }
  }

  @Test
  void oldestUnlabelledCaseMakesRoom() {
    try (Memory memory = Memory.open(folder, SMALL)) {
      memory.remember(Cases.of("c0", 0, EAST).withLabel(Cases.label("cpu")));
      for (int i = 1; i < 5; i++) {
        assertEquals(i, memory.stats().cases());
        memory.remember(Cases.of("c" + i, i, EAST));
      }
      assertEquals(5, memory.stats().cases());
      assertEquals(0, memory.stats().evictedCases());
      memory.remember(Cases.of("c5", 5, EAST));
      assertEquals(5, memory.stats().cases());
      assertEquals(1, memory.stats().evictedCases());
      assertEquals(List.of("c0", "c2", "c3", "c4", "c5"), ids(memory));
      memory.commit(1);
    }
    try (Memory memory = Memory.open(folder, SMALL)) {
      assertEquals(List.of("c0", "c2", "c3", "c4", "c5"), ids(memory));
    }
  }

  @Test
  void whenAllCasesAreLabelledTheOldestMakesRoom() {
    try (Memory memory = Memory.open(folder, SMALL)) {
      for (int i = 0; i < 6; i++) {
        memory.remember(Cases.of("c" + i, i, EAST).withLabel(Cases.label("cpu")));
      }
      assertEquals(List.of("c1", "c2", "c3", "c4", "c5"), ids(memory));
    }
  }

  /** 4,000 small cases of which only a few were labelled: what heads read stays in the heap. */
  @Test
  void aQuestionDecodesOnlyWhatItReturnsAndLabelledCasesOnce() {
    int room = 60_000; // bytes, for about 60 cases
    try (Memory memory = Memory.open(folder, new MemoryLimits(5_000, 3, 7, room, 8_192))) {
      for (int i = 0; i < 4_000; i++) {
        Case one = Cases.of("c" + i, i * 100L, EAST);
        memory.remember(i % 100 == 0 ? one.withLabel(Cases.label("cpu")) : one);
      }
      memory.commit(1);
    }
    try (Memory memory = Memory.open(folder, new MemoryLimits(5_000, 3, 7, room, 8_192))) {
      for (int round = 0; round < 10; round++) {
        assertEquals(40, memory.cases(CaseQuery.of(Kind.RUNTIME).labelled()).size());
        CaseQuery labelled = CaseQuery.all().labelled();
        assertEquals(5, memory.recall(new Recall(EAST, labelled, _ -> true, 5)).size());
        assertEquals(0, memory.decodings(), "they were read at the start, and are kept");
      }
      assertEquals(3, memory.cases(CaseQuery.news().newest(3)).size());
      assertEquals(1, memory.cases(CaseQuery.all().between(70, 100)).size());
      assertTrue(memory.decodings() <= 4, memory.decodings() + " were decoded");
      memory.cases(CaseQuery.all());
      long reading = memory.decodings();
      assertEquals(40, memory.cases(CaseQuery.all().labelled()).size());
      assertEquals(reading, memory.decodings(), "reading all drove out what is labelled");
    }
  }

  @Test
  void moreLabelledCasesThanThereIsRoomForAreStillFound() {
    try (Memory memory =
        new Memory(new ByteBuffersDirectory(), new MemoryLimits(500, 3, 7, 20_000, 8_192), 32)) {
      for (int i = 0; i < 200; i++) {
        memory.remember(Cases.of("c" + i, i, EAST).withLabel(Cases.label("cpu")));
      }
      memory.cases(CaseQuery.all().labelled());
      long before = memory.decodings();
      assertEquals(200, memory.cases(CaseQuery.all().labelled()).size());
      assertTrue(memory.decodings() - before < 200, "those that fit stay");
      assertTrue(memory.decodings() - before > 100, "the bound holds");
    }
  }

  @Test
  void statesAreBoundedPerServiceAndInAll() {
    try (Memory memory = Memory.open(folder, SMALL)) {
      for (int i = 0; i < 4; i++) {
        memory.remember(Cases.state("cart" + i, "cart", i, EAST, true));
        assertEquals(Math.min(3, i + 1), memory.normalStates("cart"));
      }
      for (int i = 0; i < 6; i++) {
        String service = i < 3 ? "pay" : "mail";
        memory.remember(Cases.state(service + i, service, 100 + i, EAST, true));
        assertEquals(Math.min(7, 4 + i), memory.stats().states());
      }
      assertEquals(3, memory.stats().evictedStates());
      assertEquals(1, memory.normalStates("cart"));
      memory.commit(1);
    }
    try (Memory memory = Memory.open(folder, SMALL)) {
      assertEquals(7, memory.stats().states());
      assertEquals(1, memory.normalStates("cart"));
    }
  }

  @Test
  void smallerLimitsHoldAfterARestart() {
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      for (int i = 0; i < 1_000; i++) {
        memory.remember(Cases.of("c" + i, i, EAST));
      }
      memory.commit(1);
    }
    for (int round = 0; round < 2; round++) {
      try (Memory memory = Memory.open(folder, SMALL)) {
        assertEquals(List.of("c995", "c996", "c997", "c998", "c999"), ids(memory));
      }
    }
  }

  @Test
  void whatIsForgottenIsInNoFileAfterTheCommit() throws Exception {
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      memory.remember(Cases.of("other", 1, EAST));
      memory.remember(Cases.of("plantedWord", 1, EAST));
      memory.commit(1);
      assertTrue(onDisk("plantedWord"));
      assertTrue(memory.forget("plantedWord"));
      memory.commit(2);
      assertFalse(onDisk("plantedWord"));
      assertTrue(memory.get("other").isPresent());
    }
    assertFalse(onDisk("plantedWord"));
  }

  @Test
  void manyUncommittedBytesAreCommittedAtTheOldPosition() {
    try (Memory memory = new Memory(new ByteBuffersDirectory(), MemoryLimits.defaults(), 1_024)) {
      memory.commit(3);
      String text = "x".repeat(1 << 20);
      for (int i = 0; i < 70; i++) {
        memory.remember(withText(Cases.of("c" + i, i, EAST), text));
        assertTrue(memory.uncommitted() <= 64);
      }
      assertEquals(3, memory.committedPosition());
      assertEquals(70, memory.cases(CaseQuery.all()).size());
    }
  }

  @Test
  void aNewerFormatIsRefused() throws Exception {
    Memory.open(folder, MemoryLimits.defaults()).close();
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.setLiveCommitData(Map.of("faultlore.format", "2").entrySet());
      writer.commit();
    }
    UnusableMemoryException error =
        assertThrows(
            UnusableMemoryException.class, () -> Memory.open(folder, MemoryLimits.defaults()));
    assertTrue(String.valueOf(error.getMessage()).contains("format 2, this version knows 1"));
  }

  @Test
  void aSecondOpenIsRefused() {
    try (Memory memory = Memory.open(folder, MemoryLimits.defaults())) {
      assertTrue(memory.writable());
      UnusableMemoryException error =
          assertThrows(
              UnusableMemoryException.class, () -> Memory.open(folder, MemoryLimits.defaults()));
      assertTrue(String.valueOf(error.getMessage()).contains("in use by another process"));
    }
  }

  @Test
  void limitsBelowOneAreRefused() {
    assertEquals(1, new MemoryLimits(1, 1, 1, 0, 0).casesMax());
    assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(0, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(1, 0, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(1, 1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(1, 1, 1, -1, 0));
  }

  private static List<String> ids(Memory memory) {
    return memory.cases(CaseQuery.all()).stream().map(Case::id).toList();
  }

  private static Case withText(Case source, String text) {
    return new Case(
        source.id(),
        source.kind(),
        source.scope(),
        source.subject(),
        source.startUnixNano(),
        source.endUnixNano(),
        new Case.Observed(
            source.schema(),
            source.embedding(),
            List.of(new EvidenceRow("a", "b", new float[0], text))),
        source.concluded(),
        Optional.empty());
  }

  private boolean onDisk(String word) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
