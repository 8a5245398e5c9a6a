package io.faultlore.engine.slice;

/**
 * A log message without what varies: ids, numbers and quoted text.
 *
 * @param text logger name and up to ten masked tokens
 * @param level 0 unset, trace or debug; 1 info; 2 warn; 3 error or fatal
 * @param failWord whether the text speaks of failing
 */
public record Template(String text, int level, boolean failWord) {}
