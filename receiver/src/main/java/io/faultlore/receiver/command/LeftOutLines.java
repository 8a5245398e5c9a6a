package io.faultlore.receiver.command;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server receives and does not judge, in lines for its screen. A reason is told when its
 * count has doubled since it was told last, so that the screen falls silent: 63 lines a reason at
 * most.
 */
final class LeftOutLines {
  private final Map<String, Long> told = new HashMap<>();

  /** The next line, or the empty string when there is nothing new. */
  String next(Map<String, Long> totals) {
    String news =
        totals.entrySet().stream()
            .filter(total -> total.getValue() > 0)
            .filter(total -> total.getValue() >= 2 * told.getOrDefault(total.getKey(), 0L))
            .map(total -> "%,d %s".formatted(total.getValue(), total.getKey()))
            .sorted()
            .collect(Collectors.joining(", "));
    totals.forEach(
        (reason, total) -> told.merge(reason, total, (old, now) -> now >= 2 * old ? now : old));
    return news.isEmpty() ? "" : "Left out so far: %s.%n".formatted(news);
  }
}
