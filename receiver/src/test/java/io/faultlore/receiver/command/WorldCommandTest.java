package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    refuses("no telemetry here", "--describe", "--hours", ".01", "--beside", folder.toString());
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
