package io.faultlore.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertEquals(0, run(command, "--help"), command);
    }
    assertEquals(0, run("--help"));
    assertEquals("", err.toString());
  }

  @Test
  void theVersionIsTheOneThatMavenBuilt() {
    assertEquals(0, run("version"));
    assertTrue(out.toString().matches("(?s)faultlore \\d+\\.\\d+.*Java .*"), out::toString);
    assertFalse(out.toString().contains("${"));
  }

  @Test
  void completionIsGenerated() {
    assertEquals(0, run("generate-completion"));
    assertTrue(out.toString().contains("complete"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "version --foo", "replay", "replay /nowhere/at/all"})
  void wrongUsageIsTwoAndOneLine(String arguments) {
    assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("faultlore: "), err::toString);
  }
}
