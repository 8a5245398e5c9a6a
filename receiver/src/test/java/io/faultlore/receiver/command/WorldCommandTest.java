package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WorldCommandTest {
  @TempDir private Path folder = Path.of("unset");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int world(String... arguments) {
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new WorldCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute(arguments);
  }

  private void refuses(String what, String... arguments) {
    err.getBuffer().setLength(0);
    assertEquals(ErrorLine.BAD_INPUT, world(arguments));
    assertTrue(err.toString().contains(what), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() {
    refuses("--out DIR or --describe");
    refuses("--hours must be above 0", "--hours", "0", "--describe");
    refuses("--describe goes with", "--describe", "--out", folder.toString());
    refuses("--describe goes with", "--out", folder.toString(), "--beside", folder.toString());
    refuses("--rate must be above 0", "--out", folder.toString(), "--rate", "0");
    refuses("--pause must be 1 to 86400", "--out", folder.toString(), "--pause", "0");
    refuses("--shop is one system", "--out", folder.toString(), "--shop", "--agents");
    refuses("unknown fault 'gremlins'; known are", "--out", "x", "--faults", "gremlins");
    refuses("no telemetry here", "--describe", "--hours", ".01", "--beside", folder.toString());
  }

  @Test
  void withoutFaultsOnlyChangesAreLabelled() throws IOException {
    List<String> labels = labels("none");
    assertFalse(labels.isEmpty());
    assertTrue(labels.stream().allMatch(label -> label.contains("\"change\"")), labels.toString());
  }

  @Test
  void onlyTheNamedKindsFail() throws IOException {
    List<String> faults =
        labels("dns_failure,clock-jump").stream().filter(l -> l.contains("\"fault\"")).toList();
    assertFalse(faults.isEmpty());
    assertTrue(
        faults.stream().allMatch(l -> l.contains("dns_failure") || l.contains("clock_jump")),
        faults.toString());
  }

  private List<String> labels(String faults) throws IOException {
    String into = folder.toString();
    assertEquals(0, world("--seed", "1", "--rate", "1", "--faults", faults, "--out", into));
    return Files.readAllLines(folder.resolve("system-000").resolve("labels.jsonl"));
  }

  @Test
  void aDataSetIsWrittenForEachInstallation() {
    String into = folder.toString();
    assertEquals(0, world("--agents", "--hours", ".02", "--systems", "2", "--out", into));

    assertTrue(Files.exists(folder.resolve("agents-001").resolve("labels.jsonl")));
    assertEquals(2, out.toString().lines().count());
    refuses("holds a data set already", "--agents", "--hours", ".02", "--out", into);
  }
}
