package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Span;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a span itself failed: by its status, by {@code error.type}, by an exception that
 * ended it, or by what a tool's result says in the words of a protocol. An exception after which
 * the span went on and produced something was handled, and those by which a framework steers
 * control, or waits for a person, are no failure.
 */
final class Failures {
  /** By which languages and frameworks leave a generator, a node or a graph. */
  private static final Set<String> CONTROL_FLOW =
      Set.of(
          "ParentCommand",
          "Command",
          "GraphBubbleUp",
          "StopIteration",
          "StopAsyncIteration",
          "GeneratorExit");

  /** Words in the name of an exception that says: not now, somebody has to answer first. */
  private static final Set<String> WAITING =
      Set.of("interrupt", "approval", "confirmation", "deferred", "suspend", "suspended", "pause");

  /** Last words of the name of an exception that says: the wait ended badly, or it is an error. */
  private static final Set<String> FAILED =
      Set.of("error", "exception", "failed", "failure", "denied", "rejected", "timeout", "expired");

  private Failures() {}

  static void read(Span span, Facts facts) {
    List<Span.Event> exceptions =
        span.events().stream().filter(event -> event.name().endsWith("exception")).toList();
    String type = span.attributes().firstText("error.type").orElse("");
    if (isControlFlow(type)
        || isControlFlow(head(span.statusMessage()))
        || exceptions.stream().anyMatch(Failures::isControlFlow)) {
      return;
    }
    facts.resultError().ifPresent(facts::failed);
    boolean unhandled =
        !exceptions.isEmpty() && span.status() == Span.Status.UNSET && !facts.hasOutput();
    if (span.isError() || unhandled || !type.isEmpty()) {
      String exception = exceptions.isEmpty() ? "" : describe(exceptions.getLast());
      String message = span.attributes().firstText("error.message").orElse(type);
      facts.failed(
          !span.statusMessage().isBlank()
              ? span.statusMessage()
              : !exception.isBlank() ? exception : message);
    }
  }

  private static boolean isControlFlow(Span.Event exception) {
    return isControlFlow(exception.attributes().text("exception.type").orElse(""))
        || isControlFlow(head(exception.attributes().text("exception.message").orElse("")));
  }

  private static boolean isControlFlow(String type) {
    String name = type.substring(type.lastIndexOf('.') + 1).strip();
    List<String> words = name.indexOf(' ') < 0 ? KeyWords.of(name) : List.of();
    return CONTROL_FLOW.contains(name)
        || (words.stream().anyMatch(WAITING::contains) && !FAILED.contains(words.getLast()));
  }

  /** What stands before the first bracket or colon: some messages begin with the type. */
  private static String head(String message) {
    for (int i = 0; i < message.length(); i++) {
      if (message.charAt(i) == '(' || message.charAt(i) == ':') {
        return message.substring(0, i);
      }
    }
    return message;
  }

  private static String describe(Span.Event exception) {
    String type = exception.attributes().text("exception.type").orElse("");
    String message = exception.attributes().text("exception.message").orElse("");
    return type.isEmpty() ? message : message.isEmpty() ? type : type + ": " + message;
  }
}
