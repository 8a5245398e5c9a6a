package io.faultlore.receiver.replay;

import java.io.PrintWriter;

/**
 * How far a replay is, on standard error: one line redrawn on a terminal, else a line for every
 * tenth.
 */
public final class ProgressLine {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private long drawnUnixNano = Long.MIN_VALUE;
  private double done;
  private int tenths;
  private String trouble = "";

  public ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(double ratio, ReplaySummary summary, long nowUnixNano) {
    done = Math.clamp(ratio, 0, 1);
    if (!terminal || nowUnixNano - REDRAW_NANOS >= drawnUnixNano) {
      drawnUnixNano = nowUnixNano;
      draw(summary);
    }
  }

  /** Shows why nothing moves. */
  void showWaiting(ReplaySummary summary) {
    draw(summary);
  }

  private void draw(ReplaySummary summary) {
    if (terminal) {
      out.print("\r" + bar(done, summary) + "\u001b[K");
      out.flush();
    } else {
      plain(done, summary);
    }
  }

  private static String bar(double done, ReplaySummary summary) {
    int full = (int) (done * WIDTH);
    String note = summary.trouble().isEmpty() ? "" : "  waiting: " + cut(summary.trouble());
    return "[%s%s] %3d %%  %,d records%s"
        .formatted(
            "#".repeat(full), " ".repeat(WIDTH - full), (int) (100 * done), summary.items(), note);
  }

  private void plain(double done, ReplaySummary summary) {
    if (!summary.trouble().isEmpty() && !summary.trouble().equals(trouble)) {
      out.println("waiting: " + cut(summary.trouble()));
      out.flush();
    }
    trouble = summary.trouble();
    if ((int) (10 * done) > tenths) {
      tenths = (int) (10 * done);
      out.printf("%d %%, %,d records%n", 10 * tenths, summary.items());
      out.flush();
    }
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }

  void end() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
