package io.faultlore.engine.slice;

import java.time.Duration;

/**
 * Lengths and bounds of the slices. A window is {@code panesPerWindow} panes long and a new one
 * starts with every pane. Default: 60 s every 15 s, so that neighbouring windows share three
 * quarters.
 *
 * @param paneSeconds length of a pane, 1 to 300
 * @param panesPerWindow panes in a window, 1 to 20
 * @param latenessSeconds how long a pane waits for late records
 * @param futureSeconds how far ahead of all others a record's time may lie; minutes are enough for
 *     clocks that drift, and bound the number of open panes
 * @param servicesMax a system larger than this needs several Faultlores; as many peers that are
 *     called, but send nothing
 * @param callsMax operations and call edges, and as many steps from one event to another, of all
 *     services together; about 0.5 KB each and baseline minute
 * @param templatesMax log templates of all services together
 * @param seriesMax metric series of all services together; about 0.5 KB each
 * @param tracesMax traces being assembled; at 20 spans of 250 bytes about 250 MB when full
 * @param spansPerTraceMax longer traces keep their first spans
 * @param panesKept closed panes that a question may still be asked about
 */
public record SliceConfig(
    int paneSeconds,
    int panesPerWindow,
    int latenessSeconds,
    int futureSeconds,
    int servicesMax,
    int callsMax,
    int templatesMax,
    int seriesMax,
    int tracesMax,
    int spansPerTraceMax,
    int panesKept) {
  public static SliceConfig defaults() {
    return new SliceConfig(15, 4, 10, 300, 400, 20_000, 10_000, 20_000, 50_000, 2_000, 80);
  }

  public SliceConfig {
    require("paneSeconds", paneSeconds, 1, 300);
    require("panesPerWindow", panesPerWindow, 1, 20);
    require("latenessSeconds", latenessSeconds, 0, 3600);
    require("futureSeconds", futureSeconds, 1, 3600);
    require("servicesMax", servicesMax, 1, 10_000);
    require("callsMax", callsMax, 1, 1_000_000);
    require("templatesMax", templatesMax, 1, 1_000_000);
    require("seriesMax", seriesMax, 1, 1_000_000);
    require("tracesMax", tracesMax, 1, 10_000_000);
    require("spansPerTraceMax", spansPerTraceMax, 1, 1_000_000);
    require("panesKept", panesKept, panesPerWindow, 10_000);
  }

  public long paneNanos() {
    return Duration.ofSeconds(paneSeconds).toNanos();
  }

  public long windowNanos() {
    return panesPerWindow * paneNanos();
  }

  public long latenessNanos() {
    return Duration.ofSeconds(latenessSeconds).toNanos();
  }

  long futureNanos() {
    return Duration.ofSeconds(futureSeconds).toNanos();
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + ", allowed are " + min + " to " + max);
    }
  }
}
