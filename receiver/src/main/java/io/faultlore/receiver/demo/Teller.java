package io.faultlore.receiver.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.faultlore.receiver.demo.Watch.View;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints the page: drawn anew, or as lines when there is news; nothing where JSON is asked for. */
final class Teller {
  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final String CLEAR = "\u001b[H\u001b[J";

  private final boolean silent;
  private final boolean redraws;
  private final Page page;
  private final LongSupplier clock;
  private final PrintWriter out;
  private final Screen screen;
  private long told;
  private boolean failureTold;
  private boolean stepTold;

  /**
   * A teller.
   *
   * @param clock Unix nanoseconds
   */
  Teller(Options options, Page page, LongSupplier clock, PrintWriter out) {
    this.silent = options.json();
    this.redraws = options.redraws() && !silent;
    this.page = page;
    this.clock = clock;
    this.out = out;
    this.screen = redraws ? Terminal.size() : Screen.SMALLEST;
  }

  /** Live from now on. */
  void live(long records) {
    say("%,d records sent, live from now on".formatted(records));
    if (!redraws) {
      screen.tell(page.opening()).forEach(this::say);
    }
  }

  /** Tells how things are, at most once a second. */
  void tell(View view) {
    if (clock.getAsLong() - told >= REDRAW.toNanos()) {
      told = clock.getAsLong();
      show(view);
    }
  }

  /** Tells how things were in the end. */
  void end(View view, long records, ObjectNode outcome) {
    show(view);
    say("%,d records sent".formatted(records));
    if (silent) {
      out.println(outcome);
    }
    out.flush();
  }

  private void show(View view) {
    if (redraws) {
      String title =
          "Faultlore demo   %s UTC   Ctrl-C ends it".formatted(Page.time(clock.getAsLong()));
      out.print(CLEAR);
      screen.draw(title, page.fields(view)).forEach(out::println);
      out.flush();
      return;
    }
    if (view.step().isPresent() && !stepTold) {
      stepTold = true;
      screen.tell(page.agents(view)).forEach(this::say);
    }
    if (view.failure().isPresent() && !failureTold) {
      failureTold = true;
      screen.tell(page.failure(view)).forEach(this::say);
    }
  }

  void say(String line) {
    if (!silent) {
      out.println(line);
      out.flush();
    }
  }
}
