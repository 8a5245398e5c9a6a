package io.faultlore.receiver.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int demo(String... arguments) {
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new DemoCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "--fault gremlins, slow_disk",
    "--mode gremlins, agent_loop",
    "--no-server, --to URL",
    "--speed 0, above 0",
    "--speed fast, fast",
    "--to :, --to",
  })
  void whatCannotBePlayedIsAnsweredInOneLine(String arguments, String answer) {
    assertEquals(ErrorLine.BAD_INPUT, demo(arguments.split(" ", -1)));
    assertTrue(err.toString().contains(answer), err.toString());
    assertEquals(1, err.toString().lines().count());
    assertEquals("", out.toString());
  }

  @Test
  void theListNamesFaultsAndMistakes() {
    assertEquals(0, demo("--list"));
    assertTrue(out.toString().contains("dns_failure"), out.toString());
    assertTrue(out.toString().contains("invented_result"), out.toString());
  }
}
