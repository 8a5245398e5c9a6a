package io.faultlore.receiver.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  @TempDir Path directory;

  private Truth read(String... lines) throws IOException {
    Files.write(directory.resolve("labels.jsonl"), List.of(lines));
    return Truth.read(directory);
  }

  @Test
  void aDirectoryWithoutLabelsHasNone() throws IOException {
    assertEquals(new Truth(List.of(), List.of(), List.of()), Truth.read(directory));
  }

  @Test
  void allKindsAreRead() throws IOException {
    Truth truth =
        read(
            """
            {"case":"f","kind":"fault","start_unix_nano":"1","end_unix_nano":"2","service":"cart","type":"crash"}""",
            """
            {"case":"c","kind":"change","start_unix_nano":"1","end_unix_nano":"2","type":"deployment"}""",
            """
            {"case":"r","kind":"run","trace_id":"aa","outcome":"failed","group":"g","exhaustive":true}""",
            """
            {"case":"r#s","kind":"step","trace_id":"aa","span_id":"bb","agent":"Coder","type":null,"root_cause":true}""");
    assertEquals(List.of(new Truth.Fault("f", 1, 2, "cart", "crash")), truth.faults());
    assertEquals(List.of(new Truth.RunLabel("r", "aa", "failed", "g", true)), truth.runs());
    assertEquals(List.of(new Truth.StepLabel("aa", "bb", "Coder", "", true)), truth.steps());
    assertTrue(truth.asksServices());
    assertFalse(new Truth(List.of(), truth.runs(), truth.steps()).asksServices());
  }

  @Test
  void aBrokenLineIsNamed() {
    IOException broken =
        assertThrows(IOException.class, () -> read("", "{\"kind\":\"fault\",\"case\":\"f\"}"));
    String message = String.valueOf(broken.getMessage());
    assertTrue(message.contains("labels.jsonl:2: "), message);
    assertTrue(message.endsWith("no start_unix_nano"), message);
  }
}
