package io.faultlore.engine.task.runtime;

import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.read.Reading;
import io.faultlore.engine.slice.Pane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The evidence rows of a case: of the whole stretch, and of each minute inside it. */
final class CaseRows {
  /** Text of the rows of the whole stretch; the others say when they begin. */
  static final String WHOLE = "all";

  /** In nanoseconds: the length of the parts in which a case is read. */
  private static final long MINUTE = 60_000_000_000L;

  /** Parts begin every half minute, in nanoseconds, so that none falls between two. */
  private static final long STRIDE = MINUTE / 2;

  private CaseRows() {}

  /**
   * @param whole the reading of the whole stretch
   * @param panes at least those inside the stretch
   * @param changed how near to the onset something was changed at a service, 0 to 1
   */
  static List<EvidenceRow> of(
      Reading whole,
      Collection<Pane> panes,
      long start,
      long end,
      ToDoubleFunction<String> changed) {
    List<EvidenceRow> rows = new ArrayList<>(rows(whole, WHOLE));
    for (long from = start; from + MINUTE <= end; from += STRIDE) {
      List<Pane> inside = inside(panes, from, from + MINUTE);
      if (!inside.isEmpty()) {
        Reading part = Reading.of(Pane.merge(inside), whole.usual());
        rows.addAll(rows(part, (from - start) / 1_000_000_000L + " s"));
      }
    }
    Map<String, Double> known = new HashMap<>();
    for (EvidenceRow row : rows) {
      double value = known.computeIfAbsent(row.subject(), changed::applyAsDouble);
      row.features()[Sign.CHANGED.column()] = (float) value;
    }
    return rows;
  }

  private static List<EvidenceRow> rows(Reading reading, String name) {
    return Evidence.rows(reading).entrySet().stream()
        .map(
            row ->
                new EvidenceRow(
                    row.getKey(), row.getValue().instance(), row.getValue().values, name))
        .toList();
  }

  /** The panes whose middle lies in the stretch. */
  static List<Pane> inside(Collection<Pane> panes, long start, long end) {
    return panes.stream().filter(pane -> isInside(pane, start, end)).toList();
  }

  private static boolean isInside(Pane pane, long start, long end) {
    long middle = (pane.startUnixNano() + pane.endUnixNano()) / 2;
    return middle >= start && middle < end;
  }
}
