package io.faultlore.receiver.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The terminal that the demo was started in. */
final class Terminal {
  private static final long WAIT_SECONDS = 1;

  private Terminal() {}

  /** Its size, asked from {@code stty}, which tells it about its standard input. */
  static Screen size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        stty.destroy();
        return Screen.SMALLEST;
      }
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException notThere) {
      return Screen.SMALLEST;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Screen.SMALLEST;
    }
  }

  /** {@code "24 80\n"}, rows first. */
  static Screen parse(String said) {
    String[] numbers = said.strip().split(" ", -1);
    try {
      return numbers.length == 2
          ? new Screen(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]))
          : Screen.SMALLEST;
    } catch (NumberFormatException unknown) {
      return Screen.SMALLEST;
    }
  }
}
